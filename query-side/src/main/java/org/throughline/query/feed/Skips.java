package org.throughline.query.feed;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which events read models leave out, who decided so and why. It is part of the record and can only grow: a read model
 * that is built anew leaves out the same, as long as its projection is of the version that could not take them.
 */
@Component
public class Skips {
    /**
     * One decision.
     *
     * @param who the opaque id of who decided
     * @param position the event that is left out
     * @param stands whether it counts: the read model is still of the version that it was decided for
     */
    public record Skip(
            Instant at, String who, String projection, long position, UUID eventId, String reason, boolean stands) {}

    private final JdbcClient record;
    private final JdbcClient views;

    Skips(@Qualifier("queryRecord") JdbcClient record, @Qualifier("views") JdbcClient views) {
        this.record = record;
        this.views = views;
    }

    /** All decisions, the latest first; a thousand at most. */
    public List<Skip> all() {
        var definitions = views
                .sql("select projection, definition from feed.read_model")
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return record.sql("select * from skipped_event order by id desc limit 1000")
                .query((row, _) -> new Skip(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("projection"),
                        row.getLong("position"),
                        row.getObject("event_id", UUID.class),
                        row.getString("reason"),
                        row.getString("definition").equals(definitions.get(row.getString("projection")))))
                .list();
    }

    /**
     * Writes a decision down. Only once this returns may it take effect.
     *
     * @throws org.springframework.dao.DataAccessException if it could not be written
     */
    void write(String who, Projection projection, long position, UUID eventId, String reason) {
        record.sql("""
                        insert into skipped_event (who, projection, definition, position, event_id, reason)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(who, projection.name(), ReadModels.fingerprint(projection), position, eventId, reason)
                .update();
    }

    /** The events that a projection of this version leaves out. */
    Set<UUID> of(Projection projection) {
        return Set.copyOf(
                record.sql("select distinct event_id from skipped_event where projection = ? and definition = ?")
                        .params(projection.name(), ReadModels.fingerprint(projection))
                        .query(UUID.class)
                        .list());
    }
}
