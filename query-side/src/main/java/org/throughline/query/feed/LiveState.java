package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;

/**
 * A live read model as it was at one moment: its tables, as long as they are looked at through the same transaction, and
 * how far each segment had read then. Nobody waits while it is looked at.
 */
final class LiveState {
    /** One that is up to date is there at once; one that stands still is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Map<Segment, Long> positions;

    private LiveState(Map<Segment, Long> positions) {
        this.positions = positions;
    }

    /**
     * A moment at which the read model holds everything up to a position; null if none comes soon.
     *
     * @param snapshot in a transaction that reads repeatably and has read nothing yet; the tables are to be looked at
     *     through it
     * @param views makes connections that hold up the segments for as long as it takes to see where they are
     */
    static @Nullable LiveState holding(long position, String projection, Connection snapshot, DataSource views)
            throws SQLException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var locking = views.getConnection()) {
                locking.setAutoCommit(false);
                // none is halfway through a batch then
                Place.lockAll(locking, projection);
                var moment = seen(projection, snapshot);
                locking.rollback();
                if (moment.from() >= position) {
                    return moment;
                }
            }
            snapshot.rollback();
            if (System.nanoTime() > until) {
                return null;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static LiveState seen(String projection, Connection snapshot) throws SQLException {
        var read = new TreeMap<Integer, Long>();
        try (var select =
                snapshot.prepareStatement("select segment, position from feed.position where projection = ?")) {
            select.setString(1, projection);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    read.put(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        var ids = read.keySet().stream().mapToInt(Integer::intValue).toArray();
        var positions = new HashMap<Segment, Long>();
        read.forEach((segment, position) -> positions.put(Segment.computeSegment(segment, ids), position));
        return new LiveState(positions);
    }

    private long from() {
        return positions.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    /** Nothing after here is in it. */
    long upTo() {
        return positions.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Whether an event is in it. */
    boolean has(RecordedEvent event) {
        return positions.entrySet().stream()
                .anyMatch(segment ->
                        segment.getKey().matches(event.stored().stream()) && event.position() <= segment.getValue());
    }
}
