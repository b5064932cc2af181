package org.throughline.query.feed;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves segments past events that make no rows of theirs, many in one statement: most events concern few of them. A
 * segment is moved only from the very event that it was last known to be at, in the tables of its own version, and while
 * nobody else holds it; one that is elsewhere by now is delivered to in the ordinary way.
 */
final class Passing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Passing.class);
    /** What comes this soon after another goes with it: nobody waits for a segment that nothing concerns. */
    private static final Duration TOGETHER = Duration.ofMillis(10);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final String MOVE = """
            with step as (
                select * from unnest(?, ?, ?, ?, ?, ?, ?)
                    as s(projection, definition, segment, from_position, from_event, position, event_id)),
            held as (
                select p.projection, p.segment, s.position, s.event_id
                from feed.position p join step s on p.projection = s.projection and p.segment = s.segment
                where p.position = s.from_position and p.event_id is not distinct from s.from_event
                  and exists (select from feed.read_model m
                      where m.projection = s.projection and m.definition = s.definition)
                for update of p skip locked),
            moved as (
                update feed.position p set position = h.position, event_id = h.event_id, store_id = ?
                from held h where p.projection = h.projection and p.segment = h.segment
                returning p.projection, p.segment, p.position)
            select projection, segment, pg_notify(?, json_build_object('projection', projection, 'position', position,
                'journeys', json_build_array(), 'everything', false)::text)
            from moved""";

    /** What is done about a segment that is not where it was thought to be. */
    interface Otherwise {
        void deliver(Part part, long upTo);
    }

    private record Step(Part part, Place.Reached from, Place.Reached to) {}

    private final DataSource views;
    private final Otherwise otherwise;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Map<Part.Key, Step> waiting = new LinkedHashMap<>();
    private final Map<Part.Key, Place.Reached> reached = new HashMap<>();
    private final Map<Part.Key, Long> written = new HashMap<>();
    private final Thread thread;
    private volatile UUID storeId = new UUID(0, 0);
    private volatile boolean open = true;

    Passing(DataSource views, Otherwise otherwise) {
        this.views = views;
        this.otherwise = otherwise;
        this.thread = Thread.ofPlatform().daemon().name("passing").start(this::work);
    }

    /** Remembers which store is read; it is written beside every position. */
    void from(UUID store) {
        storeId = store;
    }

    /** Which store is read. */
    UUID storeId() {
        return storeId;
    }

    /** Where a segment is, with what is still to be written; null if this node does not know. */
    Place.@Nullable Reached reached(Part part) {
        lock.lock();
        try {
            return reached.get(part.key());
        } finally {
            lock.unlock();
        }
    }

    /** How far a segment is known to be in the database; 0 if this node does not know. */
    long written(Part.Key part) {
        lock.lock();
        try {
            return written.getOrDefault(part, 0L);
        } finally {
            lock.unlock();
        }
    }

    /** Moves a segment on, soon. */
    void pass(Part part, Place.Reached from, Place.Reached to) {
        lock.lock();
        try {
            waiting.merge(
                    part.key(), new Step(part, from, to), (earlier, later) -> new Step(part, earlier.from, later.to));
            reached.put(part.key(), to);
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A segment is delivered to now, from where it is in the database. Returns how far it was to be moved; 0 if it was not. */
    long found(Part part, Place.Reached place) {
        lock.lock();
        try {
            written.put(part.key(), place.position());
            var step = waiting.remove(part.key());
            return step == null ? 0 : step.to.position();
        } finally {
            lock.unlock();
        }
    }

    /** A segment will be there when what it was delivered is committed; if that fails, it is found elsewhere. */
    void delivered(Part part, Place.Reached place) {
        lock.lock();
        try {
            reached.put(part.key(), place);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets where a projection is: that may be another history. */
    void forget(String projection) {
        lock.lock();
        try {
            waiting.keySet().removeIf(part -> part.projection().equals(projection));
            reached.keySet().removeIf(part -> part.projection().equals(projection));
            written.keySet().removeIf(part -> part.projection().equals(projection));
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        var answered = true;
        try {
            while (open) {
                var steps = next();
                try {
                    take(steps);
                    answered = true;
                } catch (SQLException | RuntimeException failure) {
                    putBack(steps.values());
                    if (answered && open) {
                        LOG.warn("Segments cannot be moved on; trying again every second: {}", Parking.cause(failure));
                    }
                    answered = false;
                    Thread.sleep(AGAIN);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Part.Key, Step> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                something.await();
            }
        } finally {
            lock.unlock();
        }
        Thread.sleep(TOGETHER);
        lock.lock();
        try {
            var steps = new LinkedHashMap<>(waiting);
            waiting.clear();
            return steps;
        } finally {
            lock.unlock();
        }
    }

    private void putBack(Collection<Step> steps) {
        lock.lock();
        try {
            for (var step : steps) {
                waiting.merge(step.part.key(), step, (later, earlier) -> new Step(later.part, earlier.from, later.to));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the steps that can be taken; those that may yet be are left in the map when this fails. */
    private void take(Map<Part.Key, Step> steps) throws SQLException {
        if (!steps.isEmpty()) {
            steps.keySet().removeAll(move(List.copyOf(steps.values())));
        }
        for (var step : List.copyOf(steps.values())) {
            try {
                otherwise.deliver(step.part, step.to.position());
            } catch (Place.OfAnotherVersion | Place.OfAnotherHistory notOurs) {
                // whoever starts the processor anew goes on from the position
                LOG.debug("{} is not moved on", step.part.key(), notOurs);
            }
            steps.remove(step.part.key());
        }
    }

    private Set<Part.Key> move(List<Step> steps) throws SQLException {
        try (var connection = views.getConnection();
                var statement = connection.prepareStatement(MOVE)) {
            statement.setArray(
                    1,
                    column(
                            connection,
                            "text",
                            steps,
                            step -> step.part.projection().name()));
            statement.setArray(2, column(connection, "text", steps, step -> step.part.definition()));
            statement.setArray(
                    3,
                    column(connection, "int", steps, step -> step.part.segment().getSegmentId()));
            statement.setArray(4, column(connection, "bigint", steps, step -> step.from.position()));
            statement.setArray(5, column(connection, "uuid", steps, step -> step.from.eventId()));
            statement.setArray(6, column(connection, "bigint", steps, step -> step.to.position()));
            statement.setArray(7, column(connection, "uuid", steps, step -> step.to.eventId()));
            statement.setObject(8, storeId);
            statement.setString(9, LiveUpdates.CHANNEL);
            var moved = new HashSet<Part.Key>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    moved.add(new Part.Key(rows.getString(1), rows.getInt(2)));
                }
            }
            note(steps, moved);
            return moved;
        }
    }

    private static Array column(
            Connection connection, String type, List<Step> steps, Function<Step, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, steps.stream().map(value).toArray());
    }

    private void note(List<Step> steps, Set<Part.Key> moved) {
        lock.lock();
        try {
            for (var step : steps) {
                if (moved.contains(step.part.key())) {
                    written.put(step.part.key(), step.to.position());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
    }
}
