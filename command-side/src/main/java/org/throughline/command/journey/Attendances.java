package org.throughline.command.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.submission.FieldChecks;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.Occurred;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Session;

/** The rules of a roster's lines: the session is taken from its own stream and noted down as it was planned. */
final class Attendances {
    private Attendances() {}

    static SessionAttended attended(Recording recording, RecordAttendance c) {
        var session = session(recording, c.sessionId());
        var occurred = recording.happened("sessionId", session.starts(), Precision.MOMENT);
        var adopted = recording.policyOn(occurred, "sessionId");
        var credited =
                c.creditedMinutes() == null ? Math.min(c.presentMinutes(), session.minutes()) : c.creditedMinutes();
        new FieldChecks()
                .that(
                        c.presentMinutes() > 0,
                        Rule.INVALID,
                        "presentMinutes",
                        "Who attended was there for a minute at least; record an absence instead.")
                .that(
                        c.presentMinutes() <= recording.minutesSince(earlier(session.starts(), c.arrived())),
                        Rule.PRESENT_TOO_LONG,
                        "presentMinutes",
                        Rule.PRESENT_TOO_LONG.sentence())
                .that(
                        c.presentMinutes()
                                <= Math.max(session.minutes(), adopted.policy().longestMinutes()),
                        Rule.PRESENT_TOO_LONG,
                        "presentMinutes",
                        "No session of this program lasts that long.")
                .that(credited >= 0, Rule.INVALID, "creditedMinutes", "Less than nothing cannot be credited.")
                .refuse();
        if (credited > c.presentMinutes() || credited > session.minutes()) {
            throw new Refused(Rule.CREDITED_TOO_MUCH, "creditedMinutes");
        }
        checkPresence(recording, c);
        return new SessionAttended(
                c.journeyId(),
                recording.patient(),
                c.entryId(),
                c.sessionId(),
                occurred,
                session.kind(),
                c.modality() == null ? session.modality() : c.modality(),
                session.minutes(),
                c.presentMinutes(),
                credited,
                c.arrived(),
                c.left(),
                c.makeUpFor(),
                week(recording, occurred),
                adopted.version(),
                recording.note(),
                recording.late(occurred, adopted),
                recording.corrects());
    }

    /** What is said of coming and going agrees with itself and with the minutes. */
    private static void checkPresence(Recording recording, RecordAttendance c) {
        var checks = new FieldChecks();
        if (c.arrived() != null) {
            checks.happened("arrivedAt", c.arrived(), recording.recordedAt());
        }
        if (c.left() != null) {
            checks.happened("leftAt", c.left(), recording.recordedAt());
        }
        if (c.arrived() != null && c.left() != null) {
            var between =
                    Duration.between(c.arrived(), c.left()).plusSeconds(59).toMinutes();
            checks.that(c.arrived().isBefore(c.left()), Rule.INVALID, "leftAt", "Nobody leaves before arriving.")
                    .that(
                            c.presentMinutes() <= between,
                            Rule.INVALID,
                            "presentMinutes",
                            "These are more minutes than lie between arriving and leaving.");
        }
        checks.refuse();
    }

    private static Instant earlier(Instant starts, @Nullable Instant arrived) {
        return arrived == null || starts.isBefore(arrived) ? starts : arrived;
    }

    static SessionMissed missed(Recording recording, RecordAbsence c) {
        var session = session(recording, c.sessionId());
        var occurred = recording.happened("sessionId", session.starts(), Precision.MOMENT);
        var adopted = recording.policyOn(occurred, "sessionId");
        if (c.notifiedAt() != null) {
            new FieldChecks()
                    .happened("notifiedAt", c.notifiedAt(), recording.recordedAt())
                    .refuse();
        }
        return new SessionMissed(
                c.journeyId(),
                recording.patient(),
                c.entryId(),
                c.sessionId(),
                occurred,
                session.kind(),
                session.minutes(),
                c.absence(),
                c.reason(),
                c.notifiedAt(),
                week(recording, occurred),
                adopted.version(),
                recording.note(),
                recording.late(occurred, adopted),
                recording.corrects());
    }

    private static SessionScheduled session(Recording recording, SessionId id) {
        var session = recording.facts().sessions().getOrDefault(id, Session.UNPLANNED);
        var scheduled = session.scheduled();
        if (scheduled == null) {
            throw new Refused(Rule.SESSION_NOT_FOUND, "sessionId");
        }
        if (!scheduled.programId().equals(recording.admission().programId())) {
            throw new Refused(Rule.SESSION_OF_OTHER_PROGRAM, "sessionId");
        }
        if (session.cancelled()) {
            throw new Refused(Rule.SESSION_CANCELLED, "sessionId");
        }
        return scheduled;
    }

    private static LocalDate week(Recording recording, Occurred occurred) {
        return recording
                .facts()
                .program()
                .weekOf(occurred.day())
                .orElseThrow(() -> new Refused(Rule.PROGRAM_WITHOUT_POLICY, "sessionId"));
    }
}
