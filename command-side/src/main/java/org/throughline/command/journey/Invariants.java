package org.throughline.command.journey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Program;

/** What must hold of the entries that count, whatever was corrected. Pure. */
final class Invariants {
    /**
     * What does not hold.
     *
     * @param entry the entry that contradicts the others
     * @param field where the one who records it would have to look
     */
    record Broken(EntryId entry, Rule rule, String field) {}

    private Invariants() {}

    static List<Broken> conflicts(Journey journey, Program program) {
        var enrolment = journey.enrolment();
        if (enrolment.isEmpty()) {
            return journey.effective().keySet().stream()
                    .map(entry -> new Broken(entry, Rule.JOURNEY_NOT_FOUND, "journeyId"))
                    .toList();
        }
        var admitted = enrolment.get().occurred().day();
        var discharged =
                journey.discharge().map(discharge -> discharge.occurred().day()).orElse(LocalDate.MAX);
        var broken = new ArrayList<Broken>();
        var taken = new HashSet<SessionId>();
        var madeUp = new HashSet<EntryId>();
        for (var entry : journey.effective().values()) {
            switch (entry) {
                case Enrolled ignored -> {}
                case SessionAttended attended -> {
                    within(broken, attended, admitted, discharged, "sessionId");
                    once(broken, taken, attended.sessionId(), attended);
                    makeUp(broken, madeUp, attended, journey, program);
                }
                case SessionMissed missed -> {
                    within(broken, missed, admitted, discharged, "sessionId");
                    once(broken, taken, missed.sessionId(), missed);
                }
                case RelapseReported relapse -> within(broken, relapse, admitted, LocalDate.MAX, "occurredAt");
                case FollowUpRecorded followUp -> within(broken, followUp, admitted, LocalDate.MAX, "occurredAt");
                case Discharged discharge -> {
                    within(broken, discharge, admitted, LocalDate.MAX, "occurredAt");
                    if (discharge.lastContact().isAfter(discharge.occurred().day())) {
                        broken.add(new Broken(discharge.entryId(), Rule.DISCHARGE_BEFORE_LAST_CONTACT, "lastContact"));
                    }
                    if (discharge.lastContact().isBefore(admitted)) {
                        broken.add(new Broken(discharge.entryId(), Rule.BEFORE_ADMISSION, "lastContact"));
                    }
                }
            }
        }
        return broken;
    }

    private static void within(
            List<Broken> broken, JourneyEntry entry, LocalDate admitted, LocalDate discharged, String field) {
        var day = entry.occurred().day();
        if (day.isBefore(admitted)) {
            broken.add(new Broken(entry.entryId(), Rule.BEFORE_ADMISSION, field));
        } else if (day.isAfter(discharged)) {
            broken.add(new Broken(entry.entryId(), Rule.AFTER_DISCHARGE, field));
        }
    }

    private static void once(List<Broken> broken, Set<SessionId> taken, SessionId session, JourneyEntry entry) {
        if (!taken.add(session)) {
            broken.add(new Broken(entry.entryId(), Rule.ALREADY_RECORDED, "sessionId"));
        }
    }

    private static void makeUp(
            List<Broken> broken, Set<EntryId> madeUp, SessionAttended attended, Journey journey, Program program) {
        if (attended.makeUpFor() == null) {
            return;
        }
        if (!(journey.effective().get(attended.makeUpFor()) instanceof SessionMissed missed)) {
            broken.add(new Broken(attended.entryId(), Rule.NOTHING_TO_MAKE_UP, "makeUpFor"));
            return;
        }
        if (!madeUp.add(missed.entryId())) {
            broken.add(new Broken(attended.entryId(), Rule.MADE_UP_ALREADY, "makeUpFor"));
        }
        var missedOn = missed.occurred().day();
        var heldOn = attended.occurred().day();
        var days = program.policyOn(missedOn)
                .map(adopted -> adopted.policy().makeUpWithinDays())
                .orElse(0);
        if (attended.occurred().at().isBefore(missed.occurred().at()) || heldOn.isAfter(missedOn.plusDays(days))) {
            broken.add(new Broken(attended.entryId(), Rule.MADE_UP_TOO_LATE, "makeUpFor"));
        }
    }
}
