package org.throughline.command.journey;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Enrol;
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
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Journey;

/**
 * The rules of corrections. A correction voids one entry that counts and records a right one of the same kind in the same
 * append; a chain of corrections grows at its end only. What results must be as sound as if it had been recorded so at
 * once, else the entries that stand against it are named.
 *
 * <p>An enrolment keeps its patient and program, for every other entry rests on them; recorded for the wrong patient, it is
 * voided once nothing else counts on the journey, and recorded anew on a journey of the right one. A discharge is corrected
 * or rescinded, never voided, so that opening a journey again is always a supervisor's decision.
 */
final class Corrections {
    private Corrections() {}

    static List<JourneyEvent> correct(Journey journey, JourneyFacts facts, CorrectEntry c) {
        var wrong = effective(journey, c.entry());
        var replacement = c.replacement();
        if (!replacement.journeyId().equals(c.journeyId())) {
            throw Refused.because(Rule.INVALID, "replacement.journeyId", "A correction stays on its journey.");
        }
        JourneyRules.refuseKnown(journey, replacement.entryId());
        if (wrong instanceof Enrolled admission
                && replacement instanceof Enrol enrol
                && !(enrol.patientId().equals(admission.patientId())
                        && enrol.programId().equals(admission.programId()))) {
            throw new Refused(Rule.OTHER_PATIENT, "replacement.patientId");
        }
        var voided = voided(wrong, facts, c, VoidReason.CORRECTED, replacement.entryId(), c.note());
        var without = Journey.evolve(journey, voided);
        var right = JourneyRules.entry(new Recording(
                wrong instanceof Enrolled ? journey : without, facts, replacement, c.recordedAt(), wrong));
        if (!right.getClass().equals(wrong.getClass())) {
            throw new Refused(Rule.KIND_OF_ENTRY_CHANGED, "replacement");
        }
        var events = List.of(voided, right);
        Invariants.refuseNewlyBroken(journey, events, facts.program());
        if (right instanceof Enrolled) {
            Stays.refuseOverlap(journey.after(events), facts, "admittedAt");
        }
        if (right instanceof Discharged) {
            Stays.refuseOverlap(journey.after(events), facts, "occurredAt");
        }
        return events;
    }

    static EntryVoided voided(Journey journey, JourneyFacts facts, VoidEntry c) {
        var wrong = effective(journey, c.entry());
        if (c.reason() == VoidReason.CORRECTED) {
            throw Refused.because(Rule.INVALID, "reason", "An entry is corrected by a right one; send a correction.");
        }
        switch (wrong) {
            case Enrolled ignored -> refuseIfOthersCount(journey, c.entry());
            case Discharged ignored -> throw new Refused(Rule.DISCHARGE_IS_RESCINDED);
            case SessionAttended ignored -> {}
            case SessionMissed ignored -> {}
            case RelapseReported ignored -> {}
            case FollowUpRecorded ignored -> {}
        }
        var voided = voided(wrong, facts, c, c.reason(), null, c.note());
        Invariants.refuseNewlyBroken(journey, List.of(voided), facts.program());
        return voided;
    }

    private static EntryVoided voided(
            JourneyEntry wrong,
            JourneyFacts facts,
            JourneyCommand c,
            VoidReason reason,
            @Nullable EntryId replacedBy,
            @Nullable String note) {
        return new EntryVoided(
                wrong.journeyId(),
                wrong.patientId(),
                Contacts.now(facts, c),
                wrong.entryId(),
                reason,
                replacedBy,
                Recording.note(facts, note));
    }

    private static void refuseIfOthersCount(Journey journey, EntryId enrolment) {
        var others = journey.effective().keySet().stream()
                .filter(entry -> !entry.equals(enrolment))
                .map(entry -> new Conflict(entry, Rule.WITHOUT_ENROLMENT))
                .toList();
        if (!others.isEmpty()) {
            throw Refused.because(Rule.ENTRIES_STAND_AGAINST_IT, others);
        }
    }

    /** An entry that counts. */
    static JourneyEntry effective(Journey journey, EntryId id) {
        if (journey.withdrawn().contains(id)) {
            throw new Refused(Rule.ALREADY_WITHDRAWN);
        }
        var entry = journey.effective().get(id);
        if (entry == null) {
            throw new Refused(Rule.ENTRY_NOT_FOUND);
        }
        return entry;
    }
}
