package org.throughline.query.timeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.events.FollowUpStatus;
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
import org.throughline.events.Personal;
import org.throughline.events.RelapseSeverity;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;

/**
 * What an event of a journey says, in plain words.
 *
 * @param icon the picture beside it
 * @param tone {@code good}, {@code warn}, {@code alarm} or {@code plain}
 * @param title what happened
 * @param details what is known of it beyond that
 * @param note the free text, known or erased; null if none was written
 */
public record Telling(
        String icon,
        String tone,
        String title,
        List<String> details,
        @Nullable Personal<String> note) {

    public Telling {
        details = List.copyOf(details);
    }

    /** An event in words. */
    public static Telling of(JourneyEvent event) {
        return switch (event) {
            case Enrolled enrolled -> enrolled(enrolled);
            case SessionAttended attended -> attended(attended);
            case SessionMissed missed -> missed(missed);
            case RelapseReported relapse -> relapse(relapse);
            case FollowUpRecorded followUp ->
                new Telling(
                        "follow-up",
                        followUp.status() == FollowUpStatus.NO_RETURN_REPORTED ? "good" : "warn",
                        "Follow-up: " + lower(Words.of(followUp.status())),
                        List.of(Words.of(followUp.method())),
                        followUp.note());
            case Discharged discharged ->
                new Telling(
                        "discharged",
                        "plain",
                        "Discharged: " + lower(Words.of(discharged.reason())),
                        List.of("Last contact " + Times.day(discharged.lastContact())),
                        discharged.note());
            case RelapseRetracted retracted ->
                new Telling(
                        "retracted",
                        "plain",
                        "Reported return to use taken back",
                        List.of(Words.of(retracted.reason())),
                        retracted.note());
            case DischargeRescinded rescinded ->
                new Telling(
                        "rescinded",
                        "plain",
                        "Discharge taken back: the journey goes on",
                        List.of(Words.of(rescinded.reason())),
                        rescinded.note());
            case EntryVoided voided ->
                new Telling(
                        "voided",
                        "plain",
                        voided.replacedBy() == null ? "Entry struck out" : "Entry corrected",
                        List.of(Words.of(voided.reason())),
                        voided.note());
        };
    }

    private static Telling enrolled(Enrolled enrolled) {
        var details = new ArrayList<String>();
        details.add(Words.of(enrolled.levelOfCare()));
        if (enrolled.weeklyMinutes() > 0) {
            details.add(Words.hours(enrolled.weeklyMinutes()) + " a week agreed");
        }
        if (enrolled.plannedDays() != null) {
            details.add(enrolled.plannedDays() + " days planned");
        }
        var substance = enrolled.teds().get("SUB1");
        if (substance != null) {
            details.add("Primary substance: " + lower(Words.substance(substance)));
        }
        if (Integer.valueOf(7).equals(enrolled.teds().get("PSOURCE"))) {
            details.add("Referred by a court");
        }
        if (!enrolled.diagnoses().isEmpty()) {
            details.add("Diagnoses " + String.join(", ", enrolled.diagnoses()));
        }
        if (enrolled.previous() != null) {
            details.add("Readmission");
        }
        return new Telling("enrolled", "plain", "Admitted", details, enrolled.note());
    }

    private static Telling attended(SessionAttended attended) {
        var details = new ArrayList<String>();
        details.add(Words.hours(attended.creditedMinutes()) + " credited of " + Words.hours(attended.scheduledMinutes())
                + " scheduled");
        if (attended.presentMinutes() != attended.creditedMinutes()) {
            details.add("Present " + Words.hours(attended.presentMinutes()));
        }
        details.add(Words.of(attended.modality()));
        if (attended.makeUpFor() != null) {
            details.add("Makes up for a missed session");
        }
        return new Telling(
                "attended", "good", "Attended: " + lower(Words.of(attended.kind())), details, attended.note());
    }

    private static Telling missed(SessionMissed missed) {
        var details = new ArrayList<String>();
        details.add(Words.of(missed.absence()));
        details.add("Reason: " + lower(Words.of(missed.reason())));
        details.add(Words.hours(missed.scheduledMinutes()) + " scheduled");
        var notified = missed.notifiedAt();
        if (notified != null) {
            details.add("Told on " + Times.moment(notified, missed.occurred().zone()));
        }
        return new Telling("missed", "warn", "Missed: " + lower(Words.of(missed.kind())), details, missed.note());
    }

    private static Telling relapse(RelapseReported relapse) {
        var details = new ArrayList<String>();
        details.add(Words.of(relapse.source()));
        var substance = relapse.substance();
        if (substance != null) {
            details.add(Words.substance(substance));
        }
        var severity = relapse.severity();
        var title = severity == null || severity == RelapseSeverity.RELAPSE
                ? "Return to use"
                : "Return to use: " + lower(Words.of(severity));
        return new Telling("relapse", "alarm", title, details, relapse.note());
    }

    private static String lower(String words) {
        return words.isEmpty() ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }
}
