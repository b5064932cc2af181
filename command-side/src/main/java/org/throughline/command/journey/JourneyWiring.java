package org.throughline.command.journey;

import java.util.List;
import org.throughline.command.record.Streams;
import org.throughline.command.submission.Wiring;

/** How commands on journeys reach their rules. */
public final class JourneyWiring {
    private JourneyWiring() {}

    /** The wiring. */
    public static Wiring<JourneyCommand> wiring(Streams streams) {
        return new Wiring<>(
                JourneyAggregate.class,
                JourneyCommand.class,
                command -> command.journeyId().value(),
                JourneyCommand::recordedAt,
                List.of(new JourneyFactsLoader(streams)),
                command -> {});
    }
}
