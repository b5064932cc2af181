package org.throughline.command.journey;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
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

/**
 * Who may do what on a journey: clinicians and supervisors on those of their programs, administrators on all, for imports.
 * Pure.
 */
public final class JourneyPermissions {
    private JourneyPermissions() {}

    /**
     * What the actor does it as: the least of the roles that suffice.
     *
     * @throws Refused if the actor may not do it
     */
    public static Role permit(Actor actor, Journey journey, JourneyFacts facts, JourneyCommand command) {
        return switch (command) {
            case EntryCommand c -> assuming(actor, c, recording(actor, programOf(c, journey), facts, c));
            case RetractRelapse c -> changing(actor, journey, facts, c.entry());
            case CorrectEntry c -> assuming(actor, c.replacement(), changing(actor, journey, facts, c.entry()));
            case VoidEntry c -> changing(actor, journey, facts, c.entry());
            case RescindDischarge ignored ->
                Permission.in(actor, program(journey), Role.SUPERVISOR, Role.ADMINISTRATOR);
        };
    }

    private static Role clinical(Actor actor, ProgramId program) {
        return Permission.in(actor, program, Role.CLINICIAN, Role.SUPERVISOR, Role.ADMINISTRATOR);
    }

    private static Role recording(Actor actor, ProgramId program, JourneyFacts facts, EntryCommand command) {
        var role = clinical(actor, program);
        if (command instanceof Enrol
                && role != Role.ADMINISTRATOR
                && facts.patient().program().isPresent()
                && programsOf(facts).noneMatch(actor.programs()::contains)) {
            throw new Refused(Rule.OTHER_PROGRAM, "patientId");
        }
        return role;
    }

    /** The programs that know the patient: the one that registered, and those of all journeys. */
    private static Stream<ProgramId> programsOf(JourneyFacts facts) {
        Set<ProgramId> ofJourneys = facts.others().stream()
                .flatMap(journey -> journey.enrolment().stream())
                .map(enrolled -> enrolled.programId())
                .collect(Collectors.toSet());
        return Stream.concat(facts.patient().program().stream(), ofJourneys.stream());
    }

    /** The author may take back or change an entry, a supervisor any. */
    private static Role changing(Actor actor, Journey journey, JourneyFacts facts, EntryId entry) {
        var role = clinical(actor, program(journey));
        if (actor.id().equals(facts.authors().get(entry))) {
            return role;
        }
        return actor.actingAs(program(journey), List.of(Role.SUPERVISOR, Role.ADMINISTRATOR))
                .orElseThrow(() -> new Refused(Rule.NOT_THE_AUTHOR));
    }

    /** Only who imports may leave open on which day something happened. */
    private static Role assuming(Actor actor, EntryCommand command, Role role) {
        var precision = switch (command) {
            case Enrol c -> c.precision();
            case ReportRelapse c -> c.precision();
            case RecordFollowUp c -> c.precision();
            case Discharge c -> c.precision();
            case RecordAttendance ignored -> Precision.MOMENT;
            case RecordAbsence ignored -> Precision.MOMENT;
        };
        if (precision != Precision.ASSUMED) {
            return role;
        }
        if (!actor.roles().contains(Role.ADMINISTRATOR)) {
            throw new Refused(Rule.ASSUMED_BY_HAND);
        }
        return Role.ADMINISTRATOR;
    }

    private static ProgramId programOf(EntryCommand command, Journey journey) {
        return switch (command) {
            case Enrol c -> c.programId();
            case RecordAttendance ignored -> program(journey);
            case RecordAbsence ignored -> program(journey);
            case ReportRelapse ignored -> program(journey);
            case RecordFollowUp ignored -> program(journey);
            case Discharge ignored -> program(journey);
        };
    }

    private static ProgramId program(Journey journey) {
        return journey.enrolment()
                .orElseThrow(() -> new Refused(Rule.JOURNEY_NOT_FOUND))
                .programId();
    }
}
