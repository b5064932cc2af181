package org.throughline.query.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.Coded;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Modality;
import org.throughline.events.Occurred;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.WeekJudgement;
import org.throughline.query.program.Programs;

/** Reads attendance. Weeks are judged when asked, by the same fold and the same policies that decide. */
@Component
public class Attendance {
    private final JdbcClient views;
    private final Programs programs;

    Attendance(@Qualifier("views") JdbcClient views, Programs programs) {
        this.views = views;
        this.programs = programs;
    }

    /** Every week of a journey up to now; none if the patient is not enrolled or the program has no policy. */
    public List<WeekJudgement> of(JourneyId journey, Instant now) {
        var effective = journey(journey);
        return effective
                .enrolment()
                .map(enrolled -> WeekJudgement.judge(effective, programs.withPolicies(enrolled.programId()), now))
                .orElse(List.of());
    }

    /** The entries that weeks are judged by: admission, sessions and discharge, without anything they do not need. */
    Journey journey(JourneyId journey) {
        var entries = new LinkedHashMap<EntryId, JourneyEntry>();
        views.sql("""
                        select * from attendance.entry where journey = ? and withdrawn_position is null
                        order by position""")
                .param(journey.value())
                .query((row, _) -> entry(row))
                .list()
                .forEach(entry -> entries.put(entry.entryId(), entry));
        return new Journey(entries, Set.of());
    }

    private static JourneyEntry entry(ResultSet row) throws SQLException {
        return switch (row.getString("kind")) {
            case "enrolled" -> enrolled(row);
            case "attended" -> attended(row);
            case "missed" -> missed(row);
            case "discharged" -> discharged(row);
            default -> throw new IllegalStateException("unknown kind of entry");
        };
    }

    private static Enrolled enrolled(ResultSet row) throws SQLException {
        return new Enrolled(
                new JourneyId(id(row, "journey")),
                new PatientId(id(row, "patient")),
                new EntryId(id(row, "entry_id")),
                occurred(row),
                new ProgramId(id(row, "program")),
                coded(LevelOfCare.values(), row.getString("level_of_care")),
                row.getInt("weekly_minutes"),
                "",
                new TreeMap<>(),
                List.of(),
                new TreeMap<>(),
                null,
                null,
                row.getInt("policy_version"),
                null,
                null,
                null);
    }

    private static SessionAttended attended(ResultSet row) throws SQLException {
        var makeUpFor = row.getObject("make_up_for", UUID.class);
        return new SessionAttended(
                new JourneyId(id(row, "journey")),
                new PatientId(id(row, "patient")),
                new EntryId(id(row, "entry_id")),
                new SessionId(id(row, "session")),
                occurred(row),
                coded(SessionKind.values(), row.getString("session_kind")),
                coded(Modality.values(), row.getString("modality")),
                row.getInt("scheduled_minutes"),
                row.getInt("present_minutes"),
                row.getInt("credited_minutes"),
                null,
                null,
                makeUpFor == null ? null : new EntryId(makeUpFor),
                row.getObject("week", LocalDate.class),
                row.getInt("policy_version"),
                null,
                null,
                null);
    }

    private static SessionMissed missed(ResultSet row) throws SQLException {
        var notifiedAt = row.getObject("notified_at", OffsetDateTime.class);
        return new SessionMissed(
                new JourneyId(id(row, "journey")),
                new PatientId(id(row, "patient")),
                new EntryId(id(row, "entry_id")),
                new SessionId(id(row, "session")),
                occurred(row),
                coded(SessionKind.values(), row.getString("session_kind")),
                row.getInt("scheduled_minutes"),
                coded(AbsenceKind.values(), row.getString("absence")),
                coded(AbsenceReason.values(), row.getString("absence_reason")),
                notifiedAt == null ? null : notifiedAt.toInstant(),
                row.getObject("week", LocalDate.class),
                row.getInt("policy_version"),
                null,
                null,
                null);
    }

    private static Discharged discharged(ResultSet row) throws SQLException {
        return new Discharged(
                new JourneyId(id(row, "journey")),
                new PatientId(id(row, "patient")),
                new EntryId(id(row, "entry_id")),
                occurred(row),
                DischargeReason.of(row.getInt("discharge_reason")),
                row.getObject("last_contact", LocalDate.class),
                new TreeMap<>(),
                row.getInt("policy_version"),
                null,
                null,
                null);
    }

    private static Occurred occurred(ResultSet row) throws SQLException {
        return new Occurred(
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(), ZoneId.of(row.getString("zone")));
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static <T extends Coded> T coded(T[] values, String code) {
        return Arrays.stream(values)
                .filter(value -> value.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown code " + code));
    }
}
