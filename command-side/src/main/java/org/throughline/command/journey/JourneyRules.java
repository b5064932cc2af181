package org.throughline.command.journey;

import java.util.List;
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
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEvent;
import org.throughline.events.folds.Journey;

/**
 * Which events a command on a journey causes, given what already happened. Pure: the same journey, facts and command give
 * the same events or the same refusal, always.
 *
 * <p>An entry is judged twice: by itself ({@link Enrolments}, {@link Attendances}, {@link Contacts}), and together with all
 * entries that count ({@link Invariants}). The second is asked again after every correction.
 */
public final class JourneyRules {
    private JourneyRules() {}

    /**
     * The events that happen, in one append.
     *
     * @throws Refused if a rule forbids it
     */
    public static List<JourneyEvent> decide(Journey journey, JourneyFacts facts, JourneyCommand command) {
        if (!(command instanceof Enrol) && journey.enrolment().isEmpty()) {
            throw new Refused(Rule.JOURNEY_NOT_FOUND);
        }
        return switch (command) {
            case EntryCommand c -> List.of(record(journey, facts, c));
            case RetractRelapse c -> List.of(Contacts.retracted(journey, facts, c));
            case RescindDischarge c -> {
                var rescinded = Contacts.rescinded(journey, facts, c);
                Stays.refuseOverlap(Journey.evolve(journey, rescinded), facts, "journeyId");
                yield List.of(rescinded);
            }
            case CorrectEntry c -> Corrections.correct(journey, facts, c);
            case VoidEntry c -> List.of(Corrections.voided(journey, facts, c));
        };
    }

    private static JourneyEntry record(Journey journey, JourneyFacts facts, EntryCommand command) {
        refuseKnown(journey, command.entryId());
        if (command instanceof Enrol && !journey.effective().isEmpty()) {
            throw new Refused(Rule.ALREADY_ENROLLED);
        }
        if (command instanceof Enrol && !journey.withdrawn().isEmpty()) {
            throw new Refused(Rule.JOURNEY_VOID);
        }
        if (command instanceof Discharge && journey.discharge().isPresent()) {
            throw new Refused(Rule.ALREADY_DISCHARGED);
        }
        var entry = entry(new Recording(journey, facts, command, command.recordedAt(), null));
        Invariants.refuseNewlyBroken(journey, List.of(entry), facts.program());
        if (command instanceof Discharge) {
            Stays.refuseOverlap(Journey.evolve(journey, entry), facts, "occurredAt");
        }
        return entry;
    }

    /** The entry that a command asks for, judged by itself. */
    static JourneyEntry entry(Recording recording) {
        return switch (recording.command()) {
            case Enrol c -> Enrolments.enrolled(recording, c);
            case RecordAttendance c -> Attendances.attended(recording, c);
            case RecordAbsence c -> Attendances.missed(recording, c);
            case ReportRelapse c -> Contacts.relapse(recording, c);
            case RecordFollowUp c -> Contacts.followUp(recording, c);
            case Discharge c -> Contacts.discharged(recording, c);
        };
    }

    /** Refuses an id that an entry of the journey has or had. */
    static void refuseKnown(Journey journey, EntryId id) {
        if (journey.effective().containsKey(id) || journey.withdrawn().contains(id)) {
            throw new Refused(Rule.ENTRY_EXISTS);
        }
    }
}
