package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a projection stands, in the transaction that also writes its rows. */
final class Place {
    /**
     * What is done already.
     *
     * @param eventId the event at the position; null at the beginning
     */
    record Reached(long position, @Nullable UUID eventId) {
        static final Reached NOTHING = new Reached(0, null);

        /** As far as an event. */
        static Reached by(RecordedEvent event) {
            return new Reached(event.position(), event.stored().eventId());
        }

        /** Whether an event is the next one, in the history that led here. */
        boolean isFollowedBy(RecordedEvent event) {
            return event.position() == position + 1 && event.follows(eventId);
        }
    }

    private Place() {}

    /**
     * How far a segment is. It stays locked until the transaction ends: whoever believes to own the segment too waits,
     * and a rebuilt read model is not swapped in meanwhile. The commit does not wait for the disk: what a crash takes with
     * it, it takes with its position, so that it is read again.
     *
     * @throws OfAnotherVersion if the read model is not defined as this program defines it
     */
    static Reached lock(Connection views, String projection, String definition, int segment) throws SQLException {
        try (var select = views.prepareStatement("""
                select position, event_id, set_config('synchronous_commit', 'off', true)
                from feed.position where projection = ? and segment = ? for update""")) {
            select.setString(1, projection);
            select.setInt(2, segment);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("No position is kept for " + projection + " in segment " + segment);
                }
                var reached = new Reached(row.getLong(1), row.getObject(2, UUID.class));
                requireVersion(views, projection, definition);
                return reached;
            }
        }
    }

    /** Locks all segments of a projection, in one order. */
    static void lockAll(Connection views, String projection) throws SQLException {
        try (var select = views.prepareStatement(
                "select position from feed.position where projection = ? order by segment for update")) {
            select.setString(1, projection);
            select.executeQuery().close();
        }
    }

    /**
     * Makes sure that the read model is the one that this program fills. It is asked once the position is locked, in a
     * statement of its own: one that had waited for the lock would still see what was published before.
     *
     * @throws OfAnotherVersion if it is not
     */
    static void requireVersion(Connection views, String projection, String definition) throws SQLException {
        try (var select = views.prepareStatement("select definition from feed.read_model where projection = ?")) {
            select.setString(1, projection);
            try (var row = select.executeQuery()) {
                if (!row.next() || !definition.equals(row.getString(1))) {
                    throw new OfAnotherVersion(projection);
                }
            }
        }
    }

    /** Moves a segment on. */
    static void move(Connection views, String projection, int segment, Reached to, UUID storeId) throws SQLException {
        try (var update = views.prepareStatement("""
                update feed.position set position = ?, event_id = ?, store_id = ? where projection = ? and segment = ?""")) {
            update.setLong(1, to.position);
            update.setObject(2, to.eventId);
            update.setObject(3, storeId);
            update.setString(4, projection);
            update.setInt(5, segment);
            update.executeUpdate();
        }
    }

    /** Moves all segments of a projection, as many as there are, to one place. */
    static void moveAll(Connection views, String projection, Reached to, UUID storeId) throws SQLException {
        try (var update = views.prepareStatement(
                "update feed.position set position = ?, event_id = ?, store_id = ? where projection = ?")) {
            update.setLong(1, to.position);
            update.setObject(2, to.eventId);
            update.setObject(3, storeId);
            update.setString(4, projection);
            update.executeUpdate();
        }
    }

    /** Gives a projection so many segments, all at one place, whatever it had before. */
    static void divide(Connection views, String projection, int segments, Reached at, UUID storeId)
            throws SQLException {
        try (var delete = views.prepareStatement("delete from feed.position where projection = ?");
                var insert = views.prepareStatement("""
                insert into feed.position (projection, segment, position, event_id, store_id)
                select ?, s, ?, ?, ? from generate_series(0, ? - 1) s""")) {
            delete.setString(1, projection);
            delete.executeUpdate();
            insert.setString(1, projection);
            insert.setLong(2, at.position);
            insert.setObject(3, at.eventId);
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

    /** A newer, or older, version of this program has built the read model: this one must leave it alone. */
    static final class OfAnotherVersion extends RuntimeException {
        private static final long serialVersionUID = 1;

        OfAnotherVersion(String projection) {
            super("The read model " + projection + " was built by another version of this program");
        }
    }
}
