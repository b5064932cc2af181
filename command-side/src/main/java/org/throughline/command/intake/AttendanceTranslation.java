package org.throughline.command.intake;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.Mapping.AttendancePlan;
import org.throughline.command.intake.Mapping.SessionPlan;
import org.throughline.command.intake.Translated.OfAttendance;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.Modality;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.UnusualLength;

/** Makes the commands of a row that is about one patient at one session. */
final class AttendanceTranslation implements Translation {
    private final Mapping mapping;
    private final AttendancePlan plan;
    private final NamedIds ids;
    private final NamedIds journeys;

    AttendanceTranslation(Mapping mapping, AttendancePlan plan) {
        this.mapping = mapping;
        this.plan = plan;
        this.ids = new NamedIds(mapping.name());
        this.journeys = new NamedIds(plan.journeysOf());
    }

    @Override
    public @Nullable OfAttendance of(Row row, Instant now, Consumer<Flaw> flaws) {
        var reading = new Reading(row, mapping.values(), flaws);
        var key = row.cell(mapping.key());
        if (key.isEmpty()) {
            reading.flaw(mapping.key(), "missing", "The row has no key.");
        }
        var session = session(reading, plan.session(), key, now);
        var journey = reading.required(plan.journey(), "attendance.journey");
        if (session == null || journey == null || key.isEmpty()) {
            return null;
        }
        var entry = entry(reading, key, new JourneyId(journeys.of(journey, "journey")), session.sessionId(), now);
        return reading.sound() && entry != null ? new OfAttendance(row.line(), session, entry) : null;
    }

    private @Nullable ScheduleSession session(Reading reading, SessionPlan told, String key, Instant now) {
        var field = "attendance.session.";
        var program = mapping.program(reading, told.program(), field + "program");
        var name = reading.required(told.key(), field + "key");
        var starts = program == null
                ? null
                : Moment.of(reading, told.starts(), field + "starts", ids, key, null, program.timeZone());
        var minutes = reading.required(told.minutes(), field + "minutes") == null
                ? null
                : reading.whole(told.minutes(), field + "minutes");
        var kind = reading.code(told.kind(), SessionKind.values(), field + "kind");
        var modality = reading.code(told.modality(), Modality.values(), field + "modality");
        var facilitator = reading.required(told.facilitator(), field + "facilitator");
        var unusual = told.unusualLength() == null
                ? null
                : reading.codeIfAny(told.unusualLength(), UnusualLength.values(), field + "unusualLength");
        if (program == null
                || name == null
                || starts == null
                || minutes == null
                || kind == null
                || modality == null
                || facilitator == null) {
            return null;
        }
        return new ScheduleSession(
                new SessionId(ids.of(name, "session")),
                now,
                program.id(),
                kind,
                starts.at(),
                minutes,
                modality,
                facilitator,
                null,
                reading.text(told.group(), field + "group"),
                unusual);
    }

    private @Nullable EntryCommand entry(
            Reading reading, String key, JourneyId journey, SessionId session, Instant now) {
        var note = reading.text(plan.note(), "attendance.note");
        if (plan.missed() != null && reading.holds(plan.missed())) {
            var absence = reading.code(plan.absence(), AbsenceKind.values(), "attendance.absence");
            var reason = plan.reason() == null
                    ? null
                    : reading.codeIfAny(plan.reason(), AbsenceReason.values(), "attendance.reason");
            return absence == null
                    ? null
                    : new RecordAbsence(
                            journey,
                            entry(key),
                            now,
                            session,
                            absence,
                            Objects.requireNonNullElse(reason, AbsenceReason.UNKNOWN),
                            null,
                            note,
                            LateReason.IMPORTED);
        }
        var present = reading.required(plan.presentMinutes(), "attendance.presentMinutes") == null
                ? null
                : reading.whole(plan.presentMinutes(), "attendance.presentMinutes");
        var madeUp = reading.text(plan.makeUpFor(), "attendance.makeUpFor");
        var credited = reading.whole(plan.creditedMinutes(), "attendance.creditedMinutes");
        return present == null
                ? null
                : new RecordAttendance(
                        journey,
                        entry(key),
                        now,
                        session,
                        present,
                        credited,
                        madeUp == null ? null : entry(madeUp),
                        null,
                        note,
                        LateReason.IMPORTED);
    }

    private EntryId entry(String key) {
        return new EntryId(ids.of(key, "entry/attendance"));
    }
}
