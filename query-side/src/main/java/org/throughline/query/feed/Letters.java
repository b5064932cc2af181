package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The letters of one read model, the live one or one that is being built, in the transaction of a connection. */
final class Letters {
    /** What waits at a position, and behind what. */
    record Waiting(UUID stream, UUID eventId, long firstOfStream) {}

    private final Projection projection;
    private final String schema;
    private final Connection views;
    private final RecordLog log;

    Letters(Projection projection, String schema, Connection views, RecordLog log) {
        this.projection = projection;
        this.schema = schema;
        this.views = views;
        this.log = log;
    }

    @Nullable
    Waiting at(long position) throws SQLException {
        try (var select = views.prepareStatement("""
                select stream, event_id, (select min(position) from feed.dead_letter f
                    where f.projection = l.projection and f.stream = l.stream)
                from feed.dead_letter l where projection = ? and position = ?""")) {
            select.setString(1, schema);
            select.setLong(2, position);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? new Waiting(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getLong(3))
                        : null;
            }
        }
    }

    /** Tries the letters of a stream again, in order, until one fails. Returns how many were taken. */
    int retry(UUID stream) throws SQLException {
        var taken = 0;
        for (var event : events(stream, positions(stream))) {
            var before = views.setSavepoint();
            try {
                var tables = new Tables(views, schema);
                projection.apply(List.of(event), tables);
                tables.flush();
                views.releaseSavepoint(before);
            } catch (SQLException | RuntimeException failure) {
                if (Parking.passes(failure)) {
                    throw failure;
                }
                views.rollback(before);
                failedAgain(event, Parking.cause(failure));
                break;
            }
            delete(event.position());
            taken++;
        }
        return taken;
    }

    /** Leaves out what was skipped, and takes what waited behind it. */
    void leaveOut(Iterable<UUID> skipped) throws SQLException {
        for (var event : skipped) {
            try (var delete = views.prepareStatement(
                    "delete from feed.dead_letter where projection = ? and event_id = ? returning stream")) {
                delete.setString(1, schema);
                delete.setObject(2, event);
                try (var row = delete.executeQuery()) {
                    if (row.next()) {
                        retry(row.getObject(1, UUID.class));
                    }
                }
            }
        }
    }

    void delete(long position) throws SQLException {
        try (var delete =
                views.prepareStatement("delete from feed.dead_letter where projection = ? and position = ?")) {
            delete.setString(1, schema);
            delete.setLong(2, position);
            delete.executeUpdate();
        }
    }

    private List<RecordedEvent> events(UUID stream, List<Long> positions) {
        return positions.isEmpty()
                ? List.of()
                : log.stream(stream, positions.getLast()).stream()
                        .filter(event -> positions.contains(event.position()))
                        .toList();
    }

    private List<Long> positions(UUID stream) throws SQLException {
        try (var select = views.prepareStatement(
                "select position from feed.dead_letter where projection = ? and stream = ? order by position")) {
            select.setString(1, schema);
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

    private void failedAgain(RecordedEvent event, String cause) throws SQLException {
        try (var update = views.prepareStatement("""
                update feed.dead_letter set tries = tries + 1, cause = ? where projection = ? and position = ?""")) {
            update.setString(1, cause);
            update.setString(2, schema);
            update.setLong(3, event.position());
            update.executeUpdate();
        }
    }
}
