package org.throughline.command.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.submission.FieldChecks;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.LateReason;
import org.throughline.events.Occurred;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.folds.Journey;

/**
 * An entry on its way into a journey: what all kinds of entries have in common.
 *
 * @param journey without the entry that is corrected, if one is; its admission counts on while it is corrected itself
 * @param recordedAt the time at the edge; for a correction that of the correction
 * @param corrected the entry that this one replaces, if it does
 */
record Recording(
        Journey journey,
        JourneyFacts facts,
        EntryCommand command,
        Instant recordedAt,
        @Nullable JourneyEntry corrected) {
    private static final int LONGEST_NOTE = 4_000;

    /** The admission that the entry follows. */
    Enrolled admission() {
        return journey.enrolment().orElseThrow(() -> new Refused(Rule.JOURNEY_NOT_FOUND));
    }

    /** Whose journey it is: never told by a command, so that no entry can name another patient. */
    PatientId patient() {
        return admission().patientId();
    }

    ProgramPublished program() {
        return published(facts);
    }

    static ProgramPublished published(JourneyFacts facts) {
        var published = facts.program().published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND, "programId");
        }
        return published;
    }

    /** When it happened, which must be before it is recorded. */
    Occurred happened(String field, Instant at, @Nullable Precision told) {
        var zone = program().timeZone();
        var precision = precision(at, told);
        // where only the day is known, some moment of today is in time
        var latest = precision == Precision.DAY
                ? recordedAt
                        .atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                        .minusNanos(1)
                : recordedAt;
        new FieldChecks().happened(field, at, latest).refuse();
        return precision.occurred(at, zone);
    }

    /** A correction of something else makes nobody know better when it happened. */
    private Precision precision(Instant at, @Nullable Precision told) {
        if (told != null) {
            return told;
        }
        return corrected != null && corrected.occurred().at().equals(at)
                ? Precision.of(corrected.occurred())
                : Precision.MOMENT;
    }

    /** How many minutes have begun since a moment. */
    long minutesSince(Instant moment) {
        return Duration.between(moment.truncatedTo(ChronoUnit.MINUTES), recordedAt.truncatedTo(ChronoUnit.MINUTES))
                .toMinutes();
    }

    /** The policy that it is judged by: the one in force on its day, and before the first one that of the admission. */
    PolicyAdopted policyOn(Occurred occurred, String field) {
        var program = facts.program();
        return program.policyOn(occurred.day())
                .or(() -> journey.enrolment()
                        .flatMap(admission ->
                                program.policyOn(admission.occurred().day())))
                .orElseThrow(() -> new Refused(Rule.PROGRAM_WITHOUT_POLICY, field));
    }

    /**
     * Why it is late, if it is: recorded more than the policy's hours after it happened, or after its day where no more is
     * known. A correction is as late as what it corrects, since it says itself that it comes afterwards; one that moves the
     * entry to an earlier day is judged anew.
     */
    @Nullable
    LateReason late(Occurred occurred, PolicyAdopted adopted) {
        if (corrected != null && !occurred.day().isBefore(corrected.occurred().day())) {
            return command.late() == null ? corrected.late() : command.late();
        }
        var latest = Precision.of(occurred) == Precision.DAY
                ? occurred.day().plusDays(1).atStartOfDay(occurred.zone()).toInstant()
                : occurred.at();
        var limit = latest.plus(Duration.ofHours(adopted.policy().lateAfterHours()));
        if (!recordedAt.isAfter(limit)) {
            return null;
        }
        if (command.late() == null) {
            throw new Refused(Rule.LATE_REASON_MISSING, "late");
        }
        return command.late();
    }

    @Nullable
    EntryId corrects() {
        return corrected == null ? null : corrected.entryId();
    }

    @Nullable
    Personal<String> note() {
        return note(facts, command.note());
    }

    /** A free text as personal data, if there is one. */
    static @Nullable Personal<String> note(JourneyFacts facts, @Nullable String note) {
        if (note == null || note.isBlank()) {
            return null;
        }
        if (facts.patient().erased()) {
            throw new Refused(Rule.PERSONAL_DATA_ERASED, "note");
        }
        new FieldChecks().text("note", note, LONGEST_NOTE).refuse();
        return Personal.known(note);
    }

    /** A map that nobody can change any more. */
    static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
