package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
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

    /** What is asked once the lock was waited for sees what was published meanwhile, being a statement of its own. */
    private static final String LOCK = """
            select position, event_id, set_config('synchronous_commit', 'off', true),
                set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
                set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
            from feed.position where projection = ? and segment = ? for update;
            select definition, exists (select from feed.dead_letter d where d.projection = m.projection)
            from feed.read_model m where m.projection = ?""";

    private Place() {}

    /**
     * How far a segment is. It stays locked until the transaction ends: whoever believes to own the segment too waits,
     * and a rebuilt read model is not swapped in meanwhile. Until then plans are made once, and the commit does not wait
     * for the disk: what a crash takes with it, it takes with its position, so that it is read again.
     *
     * @throws OfAnotherVersion if the read model is not defined as this program defines it
     */
    static Held lock(Connection views, Part part) throws SQLException {
        try (var statements = views.prepareStatement(LOCK)) {
            statements.setString(1, part.projection().name());
            statements.setInt(2, part.segment().getSegmentId());
            statements.setString(3, part.projection().name());
            statements.execute();
            Reached reached;
            try (var row = statements.getResultSet()) {
                if (!row.next()) {
                    throw new SQLException("No position is kept for " + part.key());
                }
                reached = new Reached(row.getLong(1), row.getObject(2, UUID.class));
            }
            statements.getMoreResults();
            try (var row = statements.getResultSet()) {
                if (!row.next() || !part.definition().equals(row.getString(1))) {
                    throw new OfAnotherVersion(part.projection().name());
                }
                return new Held(reached, row.getBoolean(2));
            }
        }
    }

    /**
     * A segment that is locked.
     *
     * @param letters whether the projection has dead letters
     */
    record Held(Reached reached, boolean letters) {}

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

    /** Moves a segment on, and tells so once the transaction commits. */
    static void move(Tables tables, Part part, Reached to, UUID storeId, String news) {
        tables.run(
                """
                update feed.position set position = ?, event_id = ?, store_id = ? where projection = ? and segment = ?""",
                to.position,
                Objects.requireNonNull(to.eventId),
                storeId,
                part.projection().name(),
                part.segment().getSegmentId());
        tables.run("select pg_notify(?, ?)", LiveUpdates.CHANNEL, news);
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

    /** Lets a definition make its tables in a schema until the transaction ends. */
    static void defineIn(Connection views, String schema) throws SQLException {
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

    /** What was read so far is of another history than the record tells now: it was restored or replaced. */
    static final class OfAnotherHistory extends RuntimeException {
        private static final long serialVersionUID = 1;

        OfAnotherHistory(String projection) {
            super("The read model " + projection + " is not of the history that the record tells now");
        }
    }
}
