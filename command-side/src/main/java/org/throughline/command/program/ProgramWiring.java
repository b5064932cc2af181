package org.throughline.command.program;

import java.util.List;
import org.throughline.command.submission.Wiring;

/** How commands to programs reach their rules. */
public final class ProgramWiring {
    private ProgramWiring() {}

    /** The wiring. */
    public static Wiring<ProgramCommand> wiring() {
        return new Wiring<>(
                ProgramAggregate.class,
                ProgramCommand.class,
                command -> command.programId().value(),
                ProgramCommand::recordedAt,
                List.of(),
                command -> {});
    }
}
