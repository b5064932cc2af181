package org.throughline.query.access;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.Role;

/**
 * Who has read whose record. It is part of the record and can only grow; a reading is written, and committed, before it
 * is answered.
 */
@Component
public class AccessLog {
    /**
     * One reading.
     *
     * @param whose the patient; null when a list was read
     * @param what what was read, as a short code
     * @param purpose why
     * @param position how far the record was read then, where it matters
     */
    public record Reading(
            Instant at,
            String who,
            String role,
            @Nullable UUID whose,
            @Nullable UUID journey,
            String what,
            String purpose,
            @Nullable Long position) {}

    private final JdbcClient record;

    AccessLog(@Qualifier("queryRecord") JdbcClient record) {
        this.record = record;
    }

    /**
     * Records a reading. Only once this returns may the answer be sent.
     *
     * @throws org.springframework.dao.DataAccessException if it could not be recorded: then nothing may be answered
     */
    public void record(
            String who,
            Role role,
            @Nullable PatientId whose,
            @Nullable JourneyId journey,
            String what,
            String purpose,
            @Nullable Long position) {
        this.record
                .sql("""
                        insert into access_log (who, role, whose, journey, what, purpose, position)
                        values (:who, :role, :whose::uuid, :journey::uuid, :what, :purpose, :position::bigint)""")
                .param("who", who)
                .param("role", role.code())
                .param("whose", whose == null ? null : whose.toString())
                .param("journey", journey == null ? null : journey.toString())
                .param("what", what)
                .param("purpose", purpose)
                .param("position", position == null ? null : position.toString())
                .update();
    }

    /** Who has read a journey or the identity of its patient, the latest first; a thousand at most. */
    public List<Reading> readersOf(JourneyId journey, PatientId patient) {
        return record.sql("""
                        select * from access_log where journey = ?::uuid or (whose = ?::uuid and journey is null)
                        order by id desc limit 1000""")
                .params(journey.toString(), patient.toString())
                .query((row, _) -> new Reading(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("role"),
                        row.getObject("whose", UUID.class),
                        row.getObject("journey", UUID.class),
                        row.getString("what"),
                        row.getString("purpose"),
                        row.getObject("position", Long.class)))
                .list();
    }
}
