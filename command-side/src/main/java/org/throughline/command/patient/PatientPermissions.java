package org.throughline.command.patient;

import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Permission;
import org.throughline.events.Role;

/** Who may register patients, and who may destroy personal data. Pure. */
public final class PatientPermissions {
    private PatientPermissions() {}

    /**
     * What the actor does it as.
     *
     * @throws org.throughline.command.submission.Refused if the actor may not do it
     */
    public static Role permit(Actor actor, PatientCommand command) {
        return switch (command) {
            case RegisterPatient c ->
                Permission.in(actor, c.programId(), Role.CLINICIAN, Role.SUPERVISOR, Role.ADMINISTRATOR);
            case ErasePersonalData ignored -> Permission.anywhere(actor, Role.ADMINISTRATOR);
        };
    }
}
