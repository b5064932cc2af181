package org.throughline.command.journey;

import java.util.List;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Permission;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.events.folds.Journey;

/** Who may do what on a journey. Pure. */
public final class JourneyPermissions {
    private JourneyPermissions() {}

    /**
     * What the actor does it as.
     *
     * @throws Refused if the actor may not do it
     */
    public static Role permit(Actor actor, Journey journey, JourneyFacts facts, JourneyCommand command) {
        return switch (command) {
            case Enrol c -> recording(actor, c.programId());
            case RecordAttendance ignored -> recording(actor, program(journey));
            case RecordAbsence ignored -> recording(actor, program(journey));
            case ReportRelapse ignored -> recording(actor, program(journey));
            case RecordFollowUp ignored -> recording(actor, program(journey));
            case Discharge ignored -> recording(actor, program(journey));
            case RetractRelapse c -> changing(actor, journey, facts, c.entry());
            case CorrectEntry c -> changing(actor, journey, facts, c.entry());
            case VoidEntry c -> changing(actor, journey, facts, c.entry());
            case RescindDischarge ignored ->
                Permission.in(actor, program(journey), Role.SUPERVISOR, Role.ADMINISTRATOR);
        };
    }

    private static Role recording(Actor actor, ProgramId program) {
        return Permission.in(actor, program, Role.CLINICIAN, Role.SUPERVISOR, Role.ADMINISTRATOR);
    }

    /** The author may change an entry, a supervisor any. */
    private static Role changing(Actor actor, Journey journey, JourneyFacts facts, EntryId entry) {
        var role = recording(actor, program(journey));
        if (actor.id().equals(facts.authors().get(entry))) {
            return role;
        }
        return actor.actingAs(program(journey), List.of(Role.SUPERVISOR, Role.ADMINISTRATOR))
                .orElseThrow(() -> new Refused(Rule.NOT_THE_AUTHOR));
    }

    private static ProgramId program(Journey journey) {
        return journey.enrolment()
                .orElseThrow(() -> new Refused(Rule.JOURNEY_NOT_FOUND))
                .programId();
    }
}
