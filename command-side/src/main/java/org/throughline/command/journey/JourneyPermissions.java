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
            case EntryCommand c -> assuming(actor, c, recording(actor, journey, facts, c));
            case RetractRelapse c -> changing(actor, journey, facts, c.entry());
            case CorrectEntry c -> assuming(actor, c.replacement(), changing(actor, journey, facts, c.entry()));
            case VoidEntry c -> changing(actor, journey, facts, c.entry());
            case RescindDischarge ignored -> in(actor, journey, Role.SUPERVISOR, Role.ADMINISTRATOR);
        };
    }

    private static Role clinical(Actor actor, Journey journey) {
        return in(actor, journey, Role.CLINICIAN, Role.SUPERVISOR, Role.ADMINISTRATOR);
    }

    /** Another program's journey is refused like one that does not exist: nobody learns by trying which exist. */
    private static Role in(Actor actor, Journey journey, Role... allowed) {
        if (Stream.of(allowed).noneMatch(actor.roles()::contains)) {
            throw new Refused(Rule.NOT_PERMITTED);
        }
        return journey.enrolment()
                .flatMap(enrolled -> actor.actingAs(enrolled.programId(), List.of(allowed)))
                .orElseThrow(() -> new Refused(Rule.JOURNEY_NOT_FOUND));
    }

    private static Role recording(Actor actor, Journey journey, JourneyFacts facts, EntryCommand command) {
        return switch (command) {
            case Enrol c -> enrolling(actor, c.programId(), facts);
            case RecordAttendance ignored -> clinical(actor, journey);
            case RecordAbsence ignored -> clinical(actor, journey);
            case ReportRelapse ignored -> clinical(actor, journey);
            case RecordFollowUp ignored -> clinical(actor, journey);
            case Discharge ignored -> clinical(actor, journey);
        };
    }

    /** Another program's patient is refused like one that does not exist. */
    private static Role enrolling(Actor actor, ProgramId program, JourneyFacts facts) {
        var role = Permission.in(actor, program, Role.CLINICIAN, Role.SUPERVISOR, Role.ADMINISTRATOR);
        if (facts.patient().program().isEmpty()
                || (role != Role.ADMINISTRATOR && programsOf(facts).noneMatch(actor.programs()::contains))) {
            throw new Refused(Rule.PATIENT_NOT_FOUND, "patientId");
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
        var role = clinical(actor, journey);
        if (actor.id().equals(facts.authors().get(entry))) {
            return role;
        }
        return journey.enrolment()
                .flatMap(enrolled -> actor.actingAs(enrolled.programId(), List.of(Role.SUPERVISOR, Role.ADMINISTRATOR)))
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
}
