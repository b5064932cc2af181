package org.throughline.query.timeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.RecordedAt;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.feed.Erasures;
import org.throughline.query.feed.Positions;

/** Reads journeys as they stand. Opens personal data: whoever calls it records the reading first. */
@Component
public class Timelines {
    private final JdbcClient views;
    private final EventCodec<HistoryEvent> codec;
    private final KeyStore keys;
    private final Positions positions;
    private final Erasures erasures;

    Timelines(
            @Qualifier("views") JdbcClient views,
            @Qualifier("queryCodec") EventCodec<HistoryEvent> codec,
            @Qualifier("queryKeyStore") KeyStore keys,
            Positions positions,
            Erasures erasures) {
        this.views = views;
        this.codec = codec;
        this.keys = keys;
        this.positions = positions;
        this.erasures = erasures;
    }

    /**
     * A whole journey.
     *
     * @throws org.throughline.events.privacy.KeyStoreUnavailable if the key store does not answer
     */
    public Optional<Timeline> of(JourneyId journey) {
        erasures.look();
        // asked before the rows are read, so that it never promises more than they hold
        var position = positions.of("timeline");
        return summary(journey).map(summary -> new Timeline(summary, entries(journey), position));
    }

    /** A journey at a glance; opens nothing. */
    public Optional<JourneySummary> summary(JourneyId journey) {
        return views.sql("select * from timeline.journey where journey = ?")
                .param(journey.value())
                .query((row, ignored) -> summary(row))
                .optional();
    }

    /** The journeys of a patient, the latest first; opens nothing. */
    public List<JourneySummary> of(PatientId patient) {
        return views.sql("select * from timeline.journey where patient = ? order by admitted_at desc, journey")
                .param(patient.value())
                .query((row, ignored) -> summary(row))
                .list();
    }

    private List<Timeline.Entry> entries(JourneyId journey) {
        return views.sql("select * from timeline.entry where journey = ? order by occurred_at, position")
                .param(journey.value())
                .query((row, ignored) -> entry(row))
                .list();
    }

    private Timeline.Entry entry(ResultSet row) throws SQLException {
        var recordedAt = at(row, "recorded_at");
        var stored = new StoredEvent(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getObject("journey", UUID.class),
                row.getLong("sequence"),
                row.getString("name"),
                row.getInt("revision"),
                RecordedAt.text(recordedAt),
                row.getString("payload"),
                row.getString("metadata"));
        return new Timeline.Entry(
                stored.position(),
                stored.eventId(),
                stored.sequence(),
                stored.name(),
                (JourneyEvent) codec.open(stored, keys),
                recordedAt,
                codec.metadata(stored),
                withdrawal(row));
    }

    private static Timeline.@Nullable Withdrawal withdrawal(ResultSet row) throws SQLException {
        var position = row.getLong("withdrawn_position");
        if (row.wasNull()) {
            return null;
        }
        var replacedBy = row.getObject("replaced_by", UUID.class);
        return new Timeline.Withdrawal(
                position,
                row.getString("withdrawn_by"),
                role(row.getString("withdrawn_as")),
                at(row, "withdrawn_at"),
                row.getString("withdrawn_name"),
                row.getString("withdrawn_reason"),
                replacedBy == null ? null : new EntryId(replacedBy));
    }

    private static Role role(String code) {
        return Arrays.stream(Role.values())
                .filter(role -> role.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static JourneySummary summary(ResultSet row) throws SQLException {
        var reason = row.getObject("discharge_reason", Integer.class);
        var dischargedAt = row.getObject("discharged_at", OffsetDateTime.class);
        return new JourneySummary(
                new JourneyId(row.getObject("journey", UUID.class)),
                row.getLong("version") + 1,
                new PatientId(row.getObject("patient", UUID.class)),
                new ProgramId(row.getObject("program", UUID.class)),
                row.getString("level_of_care"),
                row.getString("clinician"),
                JourneySummary.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                ZoneId.of(row.getString("zone")),
                at(row, "admitted_at"),
                row.getObject("admitted_on", LocalDate.class),
                dischargedAt == null ? null : dischargedAt.toInstant(),
                row.getObject("discharged_on", LocalDate.class),
                reason == null ? null : DischargeReason.of(reason),
                at(row, "last_occurred_at"),
                at(row, "last_recorded_at"),
                row.getLong("last_position"),
                row.getString("source"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
