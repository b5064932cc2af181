package org.throughline.command.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where appends wait for each other: while one group is being written, the next gathers, so that many commands share one
 * flush of the disk and none waits for company. Whoever comes when nobody writes does so at once, for itself and for all
 * who wait by then, and hands on afterwards; there is no thread for it. An append that writes to a stream or claims
 * something is never in one group with another that does so or relies on that stream, so that the order within a group
 * does not matter.
 */
final class Writing {
    /** A group of so many is several thousand events a second already; a longer one would only keep its members waiting. */
    private static final int AT_MOST = 64;

    /** A database that says nothing for so long says nothing to the next either. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DataSource record;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<WaitingAppend> queue = new ArrayDeque<>();
    private boolean writing;

    Writing(DataSource record) {
        this(record, PATIENCE);
    }

    /** The same with another time after which nobody waits any longer for a database that is silent. */
    Writing(DataSource record, Duration patience) {
        this.record = record;
        this.patience = patience;
    }

    /** Records all of these, each by itself, with what others have waiting; returns when all of them are done. */
    void write(List<WaitingAppend> appends) {
        if (enter(appends)) {
            lead(appends);
        }
        for (var append : appends) {
            while (!append.isDone()) {
                append.await();
                if (!append.isDone()) {
                    lead(appends);
                }
            }
        }
    }

    /** Returns whether it is this thread's turn to write. */
    private boolean enter(List<WaitingAppend> appends) {
        lock.lock();
        try {
            queue.addAll(appends);
            var mine = !writing;
            writing = true;
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /** Writes until all of these are done, then summons who waits longest. */
    private void lead(List<WaitingAppend> appends) {
        try {
            while (!appends.stream().allMatch(WaitingAppend::isDone)) {
                write();
            }
        } finally {
            handOn();
        }
    }

    private void handOn() {
        lock.lock();
        try {
            var next = queue.peekFirst();
            if (next == null) {
                writing = false;
            } else {
                next.summon();
            }
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        var group = List.<WaitingAppend>of();
        var began = System.nanoTime();
        try (var connection = record.getConnection()) {
            // what came while a connection was waited for comes along
            group = next();
            write(connection, group);
        } catch (SQLException silent) {
            fail(group, () -> JdbcRecordLog.failure(silent));
            if (group.isEmpty() || System.nanoTime() - began > patience.toNanos()) {
                // it is as true for all who wait: group by group, the last would learn it after minutes
                fail(all(), () -> JdbcRecordLog.failure(silent));
            }
        } catch (RuntimeException | Error unexpected) {
            fail(
                    group.isEmpty() ? all() : group,
                    () -> new IllegalStateException("The record could not be written", unexpected));
        }
    }

    private static void fail(List<WaitingAppend> group, Supplier<RuntimeException> why) {
        for (var waiting : group) {
            if (!waiting.isDone()) {
                waiting.failed(why.get());
            }
        }
    }

    private List<WaitingAppend> all() {
        lock.lock();
        try {
            var all = List.copyOf(queue);
            queue.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Those who wait longest and can be written together. */
    private List<WaitingAppend> next() {
        lock.lock();
        try {
            var group = new ArrayList<WaitingAppend>();
            var touched = new Touched();
            var left = new ArrayList<WaitingAppend>();
            while (group.size() < AT_MOST && !queue.isEmpty()) {
                var waiting = queue.removeFirst();
                var append = waiting.append();
                var fits = group.isEmpty()
                        || Objects.equals(
                                append.life(), group.getFirst().append().life());
                // what is left, too, is passed by nobody who touches the same
                var free = touched.add(append);
                (fits && free ? group : left).add(waiting);
            }
            for (int i = left.size() - 1; i >= 0; i--) {
                queue.addFirst(left.get(i));
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** What some appends write to, claim and rely on. */
    private static final class Touched {
        private final HashSet<Object> written = new HashSet<>();
        private final HashSet<UUID> read = new HashSet<>();

        /** One append more; returns whether it keeps away from what those before it touch. */
        boolean add(Append append) {
            var writes = new HashSet<Object>();
            append.events().forEach(event -> writes.add(event.stream()));
            append.taken().forEach(claim -> writes.add(claim.id()));
            writes.addAll(append.released());
            var free = Collections.disjoint(writes, written)
                    && Collections.disjoint(writes, read)
                    && append.premises().stream().noneMatch(premise -> written.contains(premise.stream()));
            written.addAll(writes);
            append.premises().forEach(premise -> read.add(premise.stream()));
            return free;
        }
    }

    /** All at once; where that cannot be, in two halves, so that who fails fails alone. */
    private static void write(Connection connection, List<WaitingAppend> group) throws SQLException {
        if (group.size() == 1) {
            alone(connection, group.getFirst());
            return;
        }
        var recorded = together(connection, group);
        if (recorded != null) {
            for (int i = 0; i < group.size(); i++) {
                group.get(i).became(recorded.get(i));
            }
        } else {
            var half = group.size() / 2;
            write(connection, group.subList(0, half));
            write(connection, group.subList(half, group.size()));
        }
    }

    /** Returns null if nothing is recorded, because something is wrong with one of them. */
    private static @Nullable List<Outcome.Appended> together(Connection connection, List<WaitingAppend> group)
            throws SQLException {
        try {
            var recorded = Appending.record(connection, group);
            return recorded.isEmpty() ? null : recorded;
        } catch (SQLException refused) {
            if (JdbcRecordLog.wrong(refused)) {
                return null;
            }
            throw refused;
        }
    }

    private static void alone(Connection connection, WaitingAppend waiting) throws SQLException {
        try {
            waiting.became(Appending.append(connection, waiting));
        } catch (ClockAhead refused) {
            waiting.failed(refused);
        } catch (SQLException refused) {
            if (!JdbcRecordLog.wrong(refused)) {
                throw refused;
            }
            waiting.failed(JdbcRecordLog.failure(refused));
        }
    }
}
