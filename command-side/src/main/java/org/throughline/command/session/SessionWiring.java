package org.throughline.command.session;

import java.util.List;
import org.throughline.command.record.Streams;
import org.throughline.command.submission.Wiring;

/** How commands to sessions reach their rules. */
public final class SessionWiring {
    private SessionWiring() {}

    /** The wiring. */
    public static Wiring<SessionCommand> wiring(Streams streams) {
        return new Wiring<>(
                SessionAggregate.class,
                SessionCommand.class,
                command -> command.sessionId().value(),
                SessionCommand::recordedAt,
                List.of(new SessionFactsLoader(streams)),
                command -> {});
    }
}
