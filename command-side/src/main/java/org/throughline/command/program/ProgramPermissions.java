package org.throughline.command.program;

import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Permission;
import org.throughline.events.Role;

/** Who may publish programs and adopt their policies. Pure. */
public final class ProgramPermissions {
    private ProgramPermissions() {}

    /**
     * What the actor does it as.
     *
     * @throws org.throughline.command.submission.Refused if the actor may not do it
     */
    public static Role permit(Actor actor, ProgramCommand command) {
        return switch (command) {
            case PublishProgram ignored -> Permission.anywhere(actor, Role.ADMINISTRATOR);
            case AdoptPolicy c -> Permission.in(actor, c.programId(), Role.MANAGER, Role.ADMINISTRATOR);
        };
    }
}
