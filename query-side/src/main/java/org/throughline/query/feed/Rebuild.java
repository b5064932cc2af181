package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds one read model anew, beside the live one: into tables of their own, in large pages, without Axon, and swapped
 * with the live ones in one short transaction. What is written is committed with its position, so that a rebuild that
 * was killed goes on from there. Each transaction first makes sure that nobody else has taken the rebuild over, and that
 * the record still tells the history that was built so far.
 */
final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    /** Something to do in one transaction. */
    private interface Step {
        void take(Connection views) throws SQLException;
    }

    private final Projection projection;
    private final String next;
    private final String definition;
    private final UUID runner = UUID.randomUUID();
    private final int segments;
    private final DataSource views;
    private final RecordLog log;
    private final Skips skips;
    private final Delivery delivery;
    private final int pageSize;
    private final SharedPages pages;
    /** What was decided before it began; what is decided later is left out before the swap. */
    private Set<UUID> skipped = Set.of();

    Rebuild(
            Projection projection,
            int segments,
            DataSource views,
            RecordLog log,
            Skips skips,
            Delivery delivery,
            int pageSize,
            SharedPages pages) {
        this.projection = projection;
        this.next = projection.name() + "_next";
        this.definition = ReadModels.fingerprint(projection);
        this.segments = segments;
        this.views = views;
        this.log = log;
        this.skips = skips;
        this.delivery = delivery;
        this.pageSize = pageSize;
        this.pages = pages;
    }

    /** Who this is, in the table of rebuilds. */
    UUID runner() {
        return runner;
    }

    /**
     * Builds, compares and swaps.
     *
     * @param fitness of the live read model: unless it is fit it is of no use, and with it its segments and the processors'
     *     tokens
     * @return how what was built compares with the live read model
     * @throws Overtaken if another runner has taken it over
     * @throws Place.OfAnotherVersion if the live read model is of use, but of another version
     */
    Comparison run(ReadModels.Fitness fitness) throws SQLException {
        // each new connection would have to get to know all tables first
        try (var own = views.getConnection()) {
            return run(fitness, own);
        }
    }

    private Comparison run(ReadModels.Fitness fitness, Connection own) throws SQLException {
        var anew = fitness != ReadModels.Fitness.FIT;
        if (!anew) {
            transaction(own, connection -> Place.requireVersion(connection, projection.name(), definition));
        }
        skipped = skips.of(projection);
        var head = log.head();
        var reached = fill(beginOrGoOn(head, own), head.position(), own);
        transaction(own, connection -> {
            hold(connection, reached);
            Place.defineIn(connection, next);
            Planning.forAllRows(connection, next);
            var tables = new Tables(connection, next);
            projection.settle(tables);
            tables.flush();
        });
        var comparison = switch (fitness) {
            case FIT -> compare(reached);
            case MISSING -> Comparison.impossible(Comparison.Obstacle.MISSING);
            case OUTDATED -> Comparison.impossible(Comparison.Obstacle.OTHER_VERSION);
            case OF_ANOTHER_RECORD -> Comparison.impossible(Comparison.Obstacle.OTHER_RECORD);
        };
        swap(reached, head.storeId(), anew, comparison, own);
        transaction(own, connection -> call(connection, "select feed.drop_schema(?)", projection.name() + "_old"));
        return comparison;
    }

    /** Returns where to go on from. */
    private Place.Reached beginOrGoOn(RecordLog.Head head, Connection own) throws SQLException {
        var unfinished = takeOver(head.storeId(), own);
        if (unfinished != null) {
            LOG.info("The rebuild of {} goes on from position {}", projection.name(), unfinished.position());
            return unfinished;
        }
        transaction(own, connection -> {
            // first, so that whoever is at it ends before its tables do
            begin(connection, head);
            call(connection, "select feed.make_next_schema(?)", projection.name());
            Place.defineIn(connection, next);
            try (var define = connection.createStatement()) {
                define.execute(projection.definition());
            }
            call(connection, "delete from feed.dead_letter where projection = ?", next);
        });
        return Place.Reached.NOTHING;
    }

    private void begin(Connection connection, RecordLog.Head head) throws SQLException {
        try (var insert = connection.prepareStatement("""
            insert into feed.rebuild (projection, definition, store_id, position, head, events, worked_ms, runner)
            values (?, ?, ?, 0, ?, 0, 0, ?)
            on conflict (projection) do update set definition = excluded.definition, store_id = excluded.store_id,
                position = 0, event_id = null, head = excluded.head, events = 0, worked_ms = 0,
                runner = excluded.runner, started_at = now(), ended_at = null, failure = null, comparison = null\
            """)) {
            insert.setString(1, projection.name());
            insert.setString(2, definition);
            insert.setObject(3, head.storeId());
            insert.setLong(4, head.position());
            insert.setObject(5, runner);
            insert.executeUpdate();
        }
    }

    /** Takes over an unfinished rebuild, if there is one of the same version and history; its runner so far gives up. */
    private Place.@Nullable Reached takeOver(UUID storeId, Connection own) throws SQLException {
        try (var update = own.prepareStatement("""
            update feed.rebuild set runner = ?, failure = null
            where projection = ? and definition = ? and store_id = ? and ended_at is null
              and to_regnamespace(?) is not null
            returning position, event_id\
            """)) {
            update.setObject(1, runner);
            update.setString(2, projection.name());
            update.setString(3, definition);
            update.setObject(4, storeId);
            update.setString(5, next);
            try (var row = update.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                var reached = new Place.Reached(row.getLong(1), row.getObject(2, UUID.class));
                return reached.equals(recorded(reached.position())) ? reached : null;
            }
        }
    }

    /** A position as the record has it now; the beginning if it does not go that far. */
    private Place.Reached recorded(long position) {
        return log.at(position).map(Place.Reached::by).orElse(Place.Reached.NOTHING);
    }

    private Place.Reached fill(Place.Reached from, long head, Connection own) throws SQLException {
        var reached = from;
        try (var reader = pages.reader(from.position())) {
            for (var events = gathered(reader, reached); !events.isEmpty(); events = gathered(reader, reached)) {
                var began = System.nanoTime();
                var together = events;
                var before = reached;
                var last = Place.Reached.by(together.getLast());
                transaction(own, connection -> {
                    hold(connection, before);
                    write(before, together, connection, projection::applyInBulk, _ -> true);
                    progress(connection, last, Math.max(head, last.position()), together.size(), began);
                });
                reached = last;
                if (together.size() % pageSize > 0 && reached.position() >= head) {
                    break;
                }
            }
        }
        return reached;
    }

    /** The next events: some pages of them, the last of which may not be full. */
    private List<RecordedEvent> gathered(SharedPages.Reader reader, Place.Reached after) {
        var events = new ArrayList<>(reader.after(after.position()));
        for (int pages = 1; pages < projection.pagesInBulk() && events.size() == pages * pageSize; pages++) {
            events.addAll(reader.after(events.getLast().position()));
        }
        return events;
    }

    /**
     * Keeps everybody else away from the rebuild until the transaction ends, whose commit does not wait for the disk. Rows
     * are looked up by their keys: statements are planned while the tables are empty, and run when they are not.
     */
    private void hold(Connection connection, Place.Reached reached) throws SQLException {
        try (var select = connection.prepareStatement("""
            select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true),
                set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
            from feed.rebuild where projection = ? and runner = ? and position = ? and ended_at is null
            for update\
            """)) {
            select.setString(1, projection.name());
            select.setObject(2, runner);
            select.setLong(3, reached.position());
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new Overtaken(projection.name());
                }
            }
        }
    }

    private void write(
            Place.Reached reached,
            List<RecordedEvent> events,
            Connection connection,
            Parking.Application application,
            Predicate<RecordedEvent> wanted)
            throws SQLException {
        if (!reached.isFollowedBy(events.getFirst())) {
            throw new Place.OfAnotherHistory(projection.name());
        }
        var concerning = events.stream()
                .filter(event -> projection.handles(event.stored().name()))
                .filter(wanted)
                .filter(event -> !skipped.contains(event.stored().eventId()))
                .toList();
        if (!concerning.isEmpty()) {
            new Parking(connection, next).apply(concerning, application);
        }
    }

    private void progress(Connection connection, Place.Reached reached, long head, int events, long began)
            throws SQLException {
        try (var update = connection.prepareStatement("""
            update feed.rebuild set position = ?, event_id = ?, head = ?, events = events + ?,
                worked_ms = worked_ms + ?
            where projection = ?\
            """)) {
            update.setLong(1, reached.position());
            update.setObject(2, reached.eventId());
            update.setLong(3, head);
            update.setLong(4, events);
            update.setLong(5, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            update.setString(6, projection.name());
            update.executeUpdate();
        }
    }

    /**
     * How the new tables compare with the live ones at one moment of these. What these have read since is read into the
     * new ones for that, and undone: it comes again with the swap. Nobody waits while the rows are gone through.
     */
    private Comparison compare(Place.Reached filled) throws SQLException {
        try (var live = views.getConnection();
                var rebuilt = views.getConnection()) {
            live.setAutoCommit(false);
            live.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            rebuilt.setAutoCommit(false);
            hold(rebuilt, filled);
            var moment = LiveState.holding(filled.position(), projection.name(), live, views);
            if (moment == null) {
                return Comparison.impossible(Comparison.Obstacle.BEHIND);
            }
            var reached = filled;
            while (reached.position() < moment.upTo()) {
                var page = log.page(reached.position(), pageSize);
                if (page.isEmpty()) {
                    throw new Place.OfAnotherHistory(projection.name());
                }
                write(reached, page, rebuilt, projection::apply, moment::has);
                reached = Place.Reached.by(page.getLast());
            }
            new Letters(projection, next, rebuilt, log).leaveOut(skips.of(projection));
            Planning.throughAllRows(rebuilt);
            try (var beside = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                    .daemon()
                    .name("comparing " + projection.name())
                    .factory())) {
                var before = beside.submit(() -> Checksums.of(live, projection.name()));
                var now = Checksums.of(rebuilt, next);
                return Comparison.of(moment.upTo(), sums(before).differences(now));
            }
        }
    }

    private static Checksums sums(Future<Checksums> counted) throws SQLException {
        try {
            return counted.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped while comparing", stopped);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SQLException cause ? cause : new SQLException(failed.getCause());
        }
    }

    private void swap(Place.Reached from, UUID storeId, boolean anew, Comparison comparison, Connection own)
            throws SQLException {
        transaction(own, connection -> {
            hold(connection, from);
            if (anew) {
                call(connection, "delete from feed.token where processor = ?", projection.name());
            }
            // the live processors wait here; afterwards they skip what the new rows hold already
            Place.lockAll(connection, projection.name());
            if (!anew) {
                Place.requireVersion(connection, projection.name(), definition);
            }
            var reached = from;
            for (var page = log.page(reached.position(), pageSize);
                    !page.isEmpty();
                    page = log.page(reached.position(), pageSize)) {
                write(reached, page, connection, projection::apply, _ -> true);
                reached = Place.Reached.by(page.getLast());
            }
            // it may have been decided only after they were read
            new Letters(projection, next, connection, log).leaveOut(skips.of(projection));
            if (!reached.equals(recorded(reached.position()))) {
                throw new Place.OfAnotherHistory(projection.name());
            }
            call(connection, "select feed.swap_schema(?)", projection.name());
            publish(connection);
            if (anew) {
                Place.divide(connection, projection.name(), segments, reached, storeId);
            } else {
                Place.moveAll(connection, projection.name(), reached, storeId);
            }
            progress(connection, reached, reached.position(), 0, System.nanoTime());
            end(connection, comparison);
            delivery.tell(connection, new LiveUpdates.Update(projection.name(), reached.position(), Set.of(), true));
        });
        LOG.info("The read model {} is rebuilt", projection.name());
    }

    private void end(Connection connection, Comparison comparison) throws SQLException {
        try (var update = connection.prepareStatement(
                "update feed.rebuild set ended_at = now(), comparison = ? where projection = ?")) {
            update.setString(1, comparison.json());
            update.setString(2, projection.name());
            update.executeUpdate();
        }
    }

    private void publish(Connection connection) throws SQLException {
        try (var upsert = connection.prepareStatement("""
            insert into feed.read_model (projection, definition) values (?, ?)
            on conflict (projection) do update set definition = excluded.definition, built_at = now()\
            """)) {
            upsert.setString(1, projection.name());
            upsert.setString(2, definition);
            upsert.executeUpdate();
        }
        call(connection, "delete from feed.dead_letter where projection = ?", projection.name());
        try (var rename =
                connection.prepareStatement("update feed.dead_letter set projection = ? where projection = ?")) {
            rename.setString(1, projection.name());
            rename.setString(2, next);
            rename.executeUpdate();
        }
    }

    private static void call(Connection connection, String sql, String argument) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            statement.execute();
        }
    }

    private static void transaction(Connection connection, Step step) throws SQLException {
        connection.setAutoCommit(false);
        try {
            step.take(connection);
            connection.commit();
        } catch (SQLException | RuntimeException failure) {
            connection.rollback();
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Another runner has taken the rebuild over: it was thought to be left. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overtaken(String projection) {
            super("The rebuild of " + projection + " was taken over by another runner");
        }
    }
}
