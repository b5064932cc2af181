package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The events that a projection could not take, and those that wait behind them. A letter says where its event stands in
 * the record, never what it says: a destroyed key leaves nothing to clean here.
 */
@Component
public class DeadLetters {
    /**
     * One event that waits.
     *
     * @param cause class and code of what went wrong
     * @param tries how often it was tried
     */
    public record Letter(
            String projection, long position, UUID stream, UUID eventId, String cause, int tries, Instant parkedAt) {}

    /** What became of leaving an event out. */
    public sealed interface Skipping {
        /** It is left out; so many that waited behind it were taken. */
        record Skipped(int taken) implements Skipping {}

        /** It does not wait: it never did, it was taken, or it was left out before. */
        record NotWaiting() implements Skipping {}

        /** It only waits behind another one of its stream, which could not be taken. */
        record Behind(long position) implements Skipping {}

        /** The read model is of another version than this node. */
        record OfAnotherVersion() implements Skipping {}
    }

    private final JdbcClient client;
    private final DataSource views;
    private final RecordLog log;
    private final Skips skips;

    DeadLetters(
            @Qualifier("views") JdbcClient client,
            @Qualifier("viewsDataSource") DataSource views,
            RecordLog log,
            Skips skips) {
        this.client = client;
        this.views = views;
        this.log = log;
        this.skips = skips;
    }

    /** All letters of all projections, in the order of the record; a thousand at most. */
    public List<Letter> all() {
        return client.sql("select * from feed.dead_letter order by projection, position limit 1000")
                .query((row, ignored) -> new Letter(
                        row.getString("projection"),
                        row.getLong("position"),
                        row.getObject("stream", UUID.class),
                        row.getObject("event_id", UUID.class),
                        row.getString("cause"),
                        row.getInt("tries"),
                        row.getObject("parked_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** How many letters each projection has; those that have none are left out. */
    Map<String, Long> counts() {
        return client
                .sql("select projection, count(*) from feed.dead_letter group by projection")
                .query((row, ignored) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Tries a projection's letters again, stream by stream, in order, from the record. A stream that still fails keeps its
     * letters.
     *
     * @return how many were taken now
     */
    int retry(Projection projection) {
        var streams = client.sql("select distinct stream from feed.dead_letter where projection = ?")
                .param(projection.name())
                .query(UUID.class)
                .list();
        return streams.stream().mapToInt(stream -> retry(projection, stream)).sum();
    }

    /** The same for one stream. */
    int retry(Projection projection, UUID stream) {
        return change(projection, connection -> letters(projection, connection).retry(stream));
    }

    /** Leaves an event out, because somebody decided so, and takes what waited behind it. */
    Skipping skip(Projection projection, long position, String who, String reason) {
        try {
            var decided = change(projection, connection -> {
                var letters = letters(projection, connection);
                var waiting = letters.at(position);
                if (waiting == null || waiting.firstOfStream() < position) {
                    return Optional.ofNullable(waiting);
                }
                // in the record first: what is left out without a reason could never be explained
                skips.write(who, projection, position, waiting.eventId(), reason);
                letters.delete(position);
                return Optional.of(waiting);
            });
            if (decided.isEmpty()) {
                return new Skipping.NotWaiting();
            }
            var waiting = decided.get();
            return waiting.firstOfStream() < position
                    ? new Skipping.Behind(waiting.firstOfStream())
                    : new Skipping.Skipped(retry(projection, waiting.stream()));
        } catch (Place.OfAnotherVersion other) {
            return new Skipping.OfAnotherVersion();
        }
    }

    private Letters letters(Projection projection, Connection connection) {
        return new Letters(projection, projection.name(), connection, log);
    }

    private interface Change<T> {
        T make(Connection views) throws SQLException;
    }

    private <T> T change(Projection projection, Change<T> change) {
        try (var connection = views.getConnection()) {
            connection.setAutoCommit(false);
            try {
                // no new event of the stream may overtake its letters
                Place.lockAll(connection, projection.name());
                Place.requireVersion(connection, projection.name(), ReadModels.fingerprint(projection));
                var made = change.make(connection);
                connection.commit();
                return made;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new Delivery.DeliveryFailed(projection.name(), failure);
        }
    }
}
