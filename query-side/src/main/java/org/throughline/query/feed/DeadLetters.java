package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final JdbcClient client;
    private final DataSource views;
    private final RecordLog log;

    DeadLetters(@Qualifier("views") JdbcClient client, @Qualifier("viewsDataSource") DataSource views, RecordLog log) {
        this.client = client;
        this.views = views;
        this.log = log;
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
    public int retry(Projection projection) {
        var streams = client.sql("select distinct stream from feed.dead_letter where projection = ?")
                .param(projection.name())
                .query(UUID.class)
                .list();
        return streams.stream().mapToInt(stream -> retry(projection, stream)).sum();
    }

    private int retry(Projection projection, UUID stream) {
        try (var connection = views.getConnection()) {
            connection.setAutoCommit(false);
            try {
                // no new event of the stream may overtake its letters
                Place.lockAll(connection, projection.name());
                Place.requireVersion(connection, projection.name(), ReadModels.fingerprint(projection));
                var taken = retry(projection, stream, connection);
                connection.commit();
                return taken;
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

    private int retry(Projection projection, UUID stream, Connection connection) throws SQLException {
        var positions = positions(connection, projection, stream);
        var taken = 0;
        for (var event : events(stream, positions)) {
            Place.writeTo(connection, projection.name());
            var before = connection.setSavepoint();
            try {
                projection.apply(List.of(event), connection);
                connection.releaseSavepoint(before);
            } catch (SQLException | RuntimeException failure) {
                if (Parking.passes(failure)) {
                    throw failure;
                }
                connection.rollback(before);
                failedAgain(connection, projection, event, Parking.cause(failure));
                break;
            }
            delete(connection, projection, event);
            taken++;
        }
        return taken;
    }

    private List<RecordedEvent> events(UUID stream, List<Long> positions) {
        return positions.isEmpty()
                ? List.of()
                : log.stream(stream, positions.getLast()).stream()
                        .filter(event -> positions.contains(event.position()))
                        .toList();
    }

    private static List<Long> positions(Connection connection, Projection projection, UUID stream) throws SQLException {
        try (var select = connection.prepareStatement(
                "select position from feed.dead_letter where projection = ? and stream = ? order by position")) {
            select.setString(1, projection.name());
            select.setObject(2, stream);
            var positions = new ArrayList<Long>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    positions.add(rows.getLong(1));
                }
            }
            return positions;
        }
    }

    private static void delete(Connection connection, Projection projection, RecordedEvent event) throws SQLException {
        try (var delete =
                connection.prepareStatement("delete from feed.dead_letter where projection = ? and position = ?")) {
            delete.setString(1, projection.name());
            delete.setLong(2, event.position());
            delete.executeUpdate();
        }
    }

    private static void failedAgain(Connection connection, Projection projection, RecordedEvent event, String cause)
            throws SQLException {
        try (var update = connection.prepareStatement("""
                update feed.dead_letter set tries = tries + 1, cause = ? where projection = ? and position = ?""")) {
            update.setString(1, cause);
            update.setString(2, projection.name());
            update.setLong(3, event.position());
            update.executeUpdate();
        }
    }
}
