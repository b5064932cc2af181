package org.throughline.command.journey;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.LateReason;
import org.throughline.events.Occurred;
import org.throughline.events.Personal;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.events.SessionId;
import org.throughline.events.TedsCodes;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Session;
import org.throughline.events.storage.Texts;

/** Makes the entry that a command asks for, with what other streams tell about it. Pure. */
final class Entries {
    private static final int LONGEST_NOTE = 4_000;
    private static final int LATEST_PLAN_DAYS = 3_660;
    private static final LocalDate EARLIEST = LocalDate.of(1950, 1, 1);
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
    private static final Pattern DIAGNOSIS = Pattern.compile("[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?");

    private Entries() {}

    static JourneyEntry of(Journey journey, JourneyFacts facts, EntryCommand command, @Nullable EntryId corrects) {
        return switch (command) {
            case Enrol c -> enrolled(facts, c, corrects);
            case RecordAttendance c -> attended(admission(journey), facts, c, corrects);
            case RecordAbsence c -> missed(admission(journey), facts, c, corrects);
            case ReportRelapse c -> relapse(admission(journey), facts, c, corrects);
            case RecordFollowUp c -> followUp(admission(journey), facts, c, corrects);
            case Discharge c -> discharged(admission(journey), facts, c, corrects);
        };
    }

    private static Enrolled admission(Journey journey) {
        return journey.enrolment().orElseThrow(() -> new Refused(Rule.JOURNEY_NOT_FOUND));
    }

    private static Enrolled enrolled(JourneyFacts facts, Enrol c, @Nullable EntryId corrects) {
        if (facts.patient().program().isEmpty()) {
            throw new Refused(Rule.PATIENT_NOT_FOUND, "patientId");
        }
        var program = facts.program().published();
        if (program == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND, "programId");
        }
        var occurred = past(new Occurred(c.admitted(), program.timeZone(), c.admissionAssumed()), c, "admittedAt");
        var policy = policyOn(facts, occurred.day(), "admittedAt");
        codes("teds", TedsCodes.problemsAtAdmission(c.teds()));
        c.diagnoses().stream()
                .filter(diagnosis -> !DIAGNOSIS.matcher(diagnosis).matches())
                .findFirst()
                .ifPresent(diagnosis -> {
                    throw Refused.because(Rule.UNKNOWN_CODE, "diagnoses", "An ICD-10-CM code is needed, like F10.20.");
                });
        c.attributes().forEach((name, value) -> {
            if (!ATTRIBUTE.matcher(name).matches() || !ATTRIBUTE.matcher(value).matches()) {
                throw Refused.because(
                        Rule.UNKNOWN_CODE, "attributes", "Attributes are short codes: a to z, 0 to 9 and . _ -");
            }
        });
        between("weeklyMinutes", c.weeklyMinutes(), 0, 7 * 24 * 60);
        if (c.plannedDays() != null) {
            between("plannedDays", c.plannedDays(), 1, LATEST_PLAN_DAYS);
        }
        if (c.clinician().isBlank() || c.clinician().length() > 100 || !Texts.storable(c.clinician())) {
            throw Refused.because(Rule.INVALID, "clinician", "The responsible clinician is missing.");
        }
        return new Enrolled(
                c.journeyId(),
                c.patientId(),
                c.entryId(),
                occurred,
                c.programId(),
                program.levelOfCare(),
                c.weeklyMinutes(),
                c.clinician(),
                c.teds(),
                c.diagnoses(),
                c.attributes(),
                c.plannedDays(),
                c.previous(),
                policy.version(),
                note(facts, c.note()),
                late(occurred, c, policy),
                corrects);
    }

    private static void codes(String field, Map<String, String> problems) {
        problems.entrySet().stream().findFirst().ifPresent(problem -> {
            throw Refused.because(Rule.UNKNOWN_CODE, field + "." + problem.getKey(), problem.getValue() + ".");
        });
    }

    private static void between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw Refused.because(Rule.INVALID, field, "This must lie between " + least + " and " + most + ".");
        }
    }

    private static SessionAttended attended(
            Enrolled admission, JourneyFacts facts, RecordAttendance c, @Nullable EntryId corrects) {
        var session = session(admission, facts, c.sessionId());
        var occurred = past(new Occurred(session.starts(), zone(facts)), c, "sessionId");
        var policy = policyOn(facts, occurred.day(), "sessionId");
        if (c.presentMinutes() < 0) {
            throw Refused.because(Rule.INVALID, "presentMinutes", "Nobody is there for less than no time.");
        }
        if (c.presentMinutes() > session.minutes()) {
            throw new Refused(Rule.PRESENT_TOO_LONG, "presentMinutes");
        }
        int credited = c.creditedMinutes() == null ? c.presentMinutes() : c.creditedMinutes();
        if (credited < 0) {
            throw Refused.because(Rule.INVALID, "creditedMinutes", "Less than nothing cannot be credited.");
        }
        if (credited > c.presentMinutes()) {
            throw new Refused(Rule.CREDITED_TOO_MUCH, "creditedMinutes");
        }
        return new SessionAttended(
                c.journeyId(),
                admission.patientId(),
                c.entryId(),
                c.sessionId(),
                occurred,
                session.kind(),
                c.modality() == null ? session.modality() : c.modality(),
                session.minutes(),
                c.presentMinutes(),
                credited,
                c.makeUpFor(),
                week(occurred, facts),
                policy.version(),
                note(facts, c.note()),
                late(occurred, c, policy),
                corrects);
    }

    private static SessionMissed missed(
            Enrolled admission, JourneyFacts facts, RecordAbsence c, @Nullable EntryId corrects) {
        var session = session(admission, facts, c.sessionId());
        var occurred = past(new Occurred(session.starts(), zone(facts)), c, "sessionId");
        var policy = policyOn(facts, occurred.day(), "sessionId");
        if (c.notifiedAt() != null && c.notifiedAt().isAfter(c.recordedAt())) {
            throw new Refused(Rule.IN_THE_FUTURE, "notifiedAt");
        }
        return new SessionMissed(
                c.journeyId(),
                admission.patientId(),
                c.entryId(),
                c.sessionId(),
                occurred,
                session.kind(),
                session.minutes(),
                c.absence(),
                c.reason(),
                c.notifiedAt(),
                week(occurred, facts),
                policy.version(),
                note(facts, c.note()),
                late(occurred, c, policy),
                corrects);
    }

    private static RelapseReported relapse(
            Enrolled admission, JourneyFacts facts, ReportRelapse c, @Nullable EntryId corrects) {
        var occurred = past(new Occurred(c.occurred(), zone(facts)), c, "occurredAt");
        var policy = policyOn(facts, occurred.day(), "occurredAt");
        if (c.substance() != null && (c.substance() < 2 || c.substance() > 19)) {
            throw new Refused(Rule.UNKNOWN_CODE, "substance");
        }
        return new RelapseReported(
                c.journeyId(),
                admission.patientId(),
                c.entryId(),
                occurred,
                c.source(),
                c.substance(),
                c.severity(),
                policy.version(),
                note(facts, c.note()),
                late(occurred, c, policy),
                corrects);
    }

    private static FollowUpRecorded followUp(
            Enrolled admission, JourneyFacts facts, RecordFollowUp c, @Nullable EntryId corrects) {
        var occurred = past(new Occurred(c.occurred(), zone(facts), c.assumed()), c, "occurredAt");
        var policy = policyOn(facts, occurred.day(), "occurredAt");
        return new FollowUpRecorded(
                c.journeyId(),
                admission.patientId(),
                c.entryId(),
                occurred,
                c.method(),
                c.status(),
                policy.version(),
                note(facts, c.note()),
                late(occurred, c, policy),
                corrects);
    }

    private static Discharged discharged(
            Enrolled admission, JourneyFacts facts, Discharge c, @Nullable EntryId corrects) {
        var occurred = past(new Occurred(c.occurred(), zone(facts), c.assumed()), c, "occurredAt");
        var policy = policyOn(facts, occurred.day(), "occurredAt");
        codes("teds", TedsCodes.problemsAtDischarge(c.teds()));
        return new Discharged(
                c.journeyId(),
                admission.patientId(),
                c.entryId(),
                occurred,
                c.reason(),
                c.lastContact(),
                c.teds(),
                policy.version(),
                note(facts, c.note()),
                late(occurred, c, policy),
                corrects);
    }

    private static SessionScheduled session(Enrolled admission, JourneyFacts facts, SessionId id) {
        var session = facts.sessions().getOrDefault(id, Session.UNPLANNED);
        var scheduled = session.scheduled();
        if (scheduled == null) {
            throw new Refused(Rule.SESSION_NOT_FOUND, "sessionId");
        }
        if (!scheduled.programId().equals(admission.programId())) {
            throw new Refused(Rule.SESSION_OF_OTHER_PROGRAM, "sessionId");
        }
        if (session.cancelled()) {
            throw new Refused(Rule.SESSION_CANCELLED, "sessionId");
        }
        return scheduled;
    }

    private static LocalDate week(Occurred occurred, JourneyFacts facts) {
        return facts.program()
                .weekOf(occurred.day())
                .orElseThrow(() -> new Refused(Rule.PROGRAM_WITHOUT_POLICY, "sessionId"));
    }

    static ZoneId zone(JourneyFacts facts) {
        var program = facts.program().published();
        if (program == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND);
        }
        return program.timeZone();
    }

    private static PolicyAdopted policyOn(JourneyFacts facts, LocalDate day, String field) {
        return facts.program().policyOn(day).orElseThrow(() -> new Refused(Rule.PROGRAM_WITHOUT_POLICY, field));
    }

    private static Occurred past(Occurred occurred, EntryCommand command, String field) {
        if (occurred.at().isAfter(command.recordedAt())) {
            throw new Refused(Rule.IN_THE_FUTURE, field);
        }
        if (occurred.day().isBefore(EARLIEST)) {
            throw Refused.because(Rule.INVALID, field, "The day lies before any record of treatment.");
        }
        return occurred;
    }

    private static @Nullable LateReason late(Occurred occurred, EntryCommand command, PolicyAdopted policy) {
        var limit = occurred.at().plus(Duration.ofHours(policy.policy().lateAfterHours()));
        if (!command.recordedAt().isAfter(limit)) {
            return null;
        }
        if (command.late() == null) {
            throw new Refused(Rule.LATE_REASON_MISSING, "late");
        }
        return command.late();
    }

    static @Nullable Personal<String> note(JourneyFacts facts, @Nullable String note) {
        if (note == null || note.isBlank()) {
            return null;
        }
        if (facts.patient().erased()) {
            throw new Refused(Rule.PERSONAL_DATA_ERASED, "note");
        }
        if (note.length() > LONGEST_NOTE) {
            throw Refused.because(Rule.INVALID, "note", "A note has at most " + LONGEST_NOTE + " characters.");
        }
        if (!Texts.storable(note)) {
            throw Refused.because(Rule.INVALID, "note", "The note holds a character that no text has.");
        }
        return Personal.known(note);
    }
}
