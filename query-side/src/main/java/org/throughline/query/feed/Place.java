package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a projection stands, in the transaction that also writes its rows. */
final class Place {
    private Place() {}

    /**
     * The position of a segment. It stays locked until the transaction ends: whoever believes to own the segment too
     * waits, and a rebuilt read model is not swapped in meanwhile.
     */
    static long lock(Connection views, String projection, int segment) throws SQLException {
        try (var select = views.prepareStatement(
                "select position from feed.position where projection = ? and segment = ? for update")) {
            select.setString(1, projection);
            select.setInt(2, segment);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("No position is kept for " + projection + " in segment " + segment);
                }
                return row.getLong(1);
            }
        }
    }

    /** Locks all segments of a projection, in one order. Returns the furthest position; 0 if there is no segment. */
    static long lockAll(Connection views, String projection) throws SQLException {
        try (var select = views.prepareStatement(
                "select position from feed.position where projection = ? order by segment for update")) {
            select.setString(1, projection);
            var furthest = 0L;
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    furthest = Math.max(furthest, rows.getLong(1));
                }
            }
            return furthest;
        }
    }

    /** Moves a segment on. */
    static void move(Connection views, String projection, int segment, RecordedEvent to, UUID storeId)
            throws SQLException {
        try (var update = views.prepareStatement("""
                update feed.position set position = ?, event_id = ?, store_id = ? where projection = ? and segment = ?""")) {
            update.setLong(1, to.position());
            update.setObject(2, to.stored().eventId());
            update.setObject(3, storeId);
            update.setString(4, projection);
            update.setInt(5, segment);
            update.executeUpdate();
        }
    }

    /** Puts all segments of a projection to one place. */
    static void set(
            Connection views, String projection, int segments, long position, @Nullable UUID eventId, UUID storeId)
            throws SQLException {
        try (var insert = views.prepareStatement("""
                insert into feed.position (projection, segment, position, event_id, store_id)
                select ?, s, ?, ?, ? from generate_series(0, ? - 1) s
                on conflict (projection, segment) do update set
                    position = excluded.position, event_id = excluded.event_id, store_id = excluded.store_id""")) {
            insert.setString(1, projection);
            insert.setLong(2, position);
            insert.setObject(3, eventId);
            insert.setObject(4, storeId);
            insert.setInt(5, segments);
            insert.executeUpdate();
        }
    }

    /** Lets the projection write to a schema until the transaction ends. */
    static void writeTo(Connection views, String schema) throws SQLException {
        try (var set = views.prepareStatement("select set_config('search_path', ?, true)")) {
            set.setString(1, schema);
            set.execute();
        }
    }
}
