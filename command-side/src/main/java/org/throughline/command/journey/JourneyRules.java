package org.throughline.command.journey;

import java.util.List;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Refused.Conflict;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyEvent.DischargeRescinded;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyEvent.RelapseRetracted;
import org.throughline.events.Occurred;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Journey;

/** Which events a command on a journey causes. Pure. */
public final class JourneyRules {
    private JourneyRules() {}

    /**
     * The events that happen, in one append.
     *
     * @throws Refused if a rule forbids it
     */
    public static List<JourneyEvent> decide(Journey journey, JourneyFacts facts, JourneyCommand command) {
        return switch (command) {
            case EntryCommand c -> List.of(record(journey, facts, c));
            case CorrectEntry c -> correct(journey, facts, c);
            case VoidEntry c -> List.of(voided(journey, facts, c));
            case RetractRelapse c -> List.of(retract(journey, facts, c));
            case RescindDischarge c -> List.of(rescind(journey, facts, c));
        };
    }

    private static JourneyEntry record(Journey journey, JourneyFacts facts, EntryCommand command) {
        if (command instanceof Enrol) {
            if (!journey.effective().isEmpty() || !journey.withdrawn().isEmpty()) {
                throw new Refused(Rule.ALREADY_ENROLLED);
            }
        } else if (journey.enrolment().isEmpty()) {
            throw new Refused(Rule.JOURNEY_NOT_FOUND);
        }
        if (command instanceof Discharge && journey.discharge().isPresent()) {
            throw new Refused(Rule.ALREADY_DISCHARGED);
        }
        if (journey.effective().containsKey(command.entryId())
                || journey.withdrawn().contains(command.entryId())) {
            throw new Refused(Rule.ALREADY_RECORDED);
        }
        var entry = Entries.of(journey, facts, command, null);
        Invariants.conflicts(Journey.evolve(journey, entry), facts.program()).stream()
                .findFirst()
                .ifPresent(conflict -> {
                    throw new Refused(conflict.rule(), conflict.field());
                });
        return entry;
    }

    private static List<JourneyEvent> correct(Journey journey, JourneyFacts facts, CorrectEntry c) {
        var wrong = effective(journey, c.entry());
        var replacement = c.replacement();
        if (journey.effective().containsKey(replacement.entryId())
                || journey.withdrawn().contains(replacement.entryId())) {
            throw new Refused(Rule.ALREADY_RECORDED);
        }
        var voided = new EntryVoided(
                wrong.journeyId(),
                wrong.patientId(),
                now(c, facts),
                c.entry(),
                VoidReason.CORRECTED,
                replacement.entryId(),
                Entries.note(facts, c.note()));
        var without = Journey.evolve(journey, voided);
        if (replacement instanceof Enrol enrol
                && wrong instanceof Enrolled admission
                && !(enrol.patientId().equals(admission.patientId())
                        && enrol.programId().equals(admission.programId()))) {
            throw new Refused(Rule.OTHER_PATIENT, "replacement.patientId");
        }
        var base = wrong instanceof Enrolled ? journey : without;
        var entry = Entries.of(base, facts, replacement, c.entry());
        if (!entry.getClass().equals(wrong.getClass())) {
            throw new Refused(Rule.KIND_OF_ENTRY_CHANGED, "replacement");
        }
        standing(Journey.evolve(without, entry), facts);
        return List.of(voided, entry);
    }

    private static EntryVoided voided(Journey journey, JourneyFacts facts, VoidEntry c) {
        var wrong = effective(journey, c.entry());
        if (c.reason() == VoidReason.CORRECTED) {
            throw Refused.because(Rule.INVALID, "reason", "A corrected entry is replaced; use a correction.");
        }
        switch (wrong) {
            case Enrolled ignored -> {
                if (journey.effective().size() > 1) {
                    throw Refused.because(
                            Rule.ENTRIES_STAND_AGAINST_IT,
                            journey.effective().keySet().stream()
                                    .filter(id -> !id.equals(c.entry()))
                                    .map(id -> new Conflict(id, Rule.JOURNEY_NOT_FOUND.code()))
                                    .toList());
                }
            }
            case Discharged ignored -> {
                if (c.reason() == VoidReason.RECORDED_IN_ERROR) {
                    throw new Refused(Rule.USE_OTHER_COMMAND, "reason");
                }
            }
            case RelapseReported ignored -> {
                if (c.reason() == VoidReason.RECORDED_IN_ERROR) {
                    throw new Refused(Rule.USE_OTHER_COMMAND, "reason");
                }
            }
            case SessionAttended ignored -> {}
            case SessionMissed ignored -> {}
            case FollowUpRecorded ignored -> {}
        }
        var voided = new EntryVoided(
                wrong.journeyId(),
                wrong.patientId(),
                now(c, facts),
                c.entry(),
                c.reason(),
                null,
                Entries.note(facts, c.note()));
        standing(Journey.evolve(journey, voided), facts);
        return voided;
    }

    private static void standing(Journey corrected, JourneyFacts facts) {
        var conflicts = Invariants.conflicts(corrected, facts.program());
        if (!conflicts.isEmpty()) {
            throw Refused.because(
                    Rule.ENTRIES_STAND_AGAINST_IT,
                    conflicts.stream()
                            .map(conflict -> new Conflict(
                                    conflict.entry(), conflict.rule().code()))
                            .toList());
        }
    }

    private static RelapseRetracted retract(Journey journey, JourneyFacts facts, RetractRelapse c) {
        if (!(effective(journey, c.entry()) instanceof RelapseReported relapse)) {
            throw new Refused(Rule.ENTRY_NOT_FOUND);
        }
        return new RelapseRetracted(
                relapse.journeyId(),
                relapse.patientId(),
                now(c, facts),
                c.entry(),
                c.reason(),
                Entries.note(facts, c.note()));
    }

    private static DischargeRescinded rescind(Journey journey, JourneyFacts facts, RescindDischarge c) {
        if (journey.enrolment().isEmpty()) {
            throw new Refused(Rule.JOURNEY_NOT_FOUND);
        }
        var discharge = journey.discharge().orElseThrow(() -> new Refused(Rule.NOT_DISCHARGED));
        return new DischargeRescinded(
                discharge.journeyId(),
                discharge.patientId(),
                now(c, facts),
                discharge.entryId(),
                c.reason(),
                Entries.note(facts, c.note()));
    }

    private static JourneyEntry effective(Journey journey, EntryId id) {
        if (journey.enrolment().isEmpty()) {
            throw new Refused(Rule.JOURNEY_NOT_FOUND);
        }
        if (journey.withdrawn().contains(id)) {
            throw new Refused(Rule.ALREADY_WITHDRAWN);
        }
        var entry = journey.effective().get(id);
        if (entry == null) {
            throw new Refused(Rule.ENTRY_NOT_FOUND);
        }
        return entry;
    }

    private static Occurred now(JourneyCommand command, JourneyFacts facts) {
        return new Occurred(command.recordedAt(), Entries.zone(facts));
    }
}
