package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds one read model anew, beside the live one: into tables of their own, in large pages, without Axon, and swapped
 * with the live ones in one short transaction. What is written is committed with its position, so that a rebuild that
 * was killed goes on from there.
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
    private final int segments;
    private final DataSource views;
    private final RecordLog log;
    private final Delivery delivery;
    private final int pageSize;
    private final Executor ahead;

    Rebuild(
            Projection projection,
            int segments,
            DataSource views,
            RecordLog log,
            Delivery delivery,
            int pageSize,
            Executor ahead) {
        this.projection = projection;
        this.next = projection.name() + "_next";
        this.definition = ReadModels.fingerprint(projection);
        this.segments = segments;
        this.views = views;
        this.log = log;
        this.delivery = delivery;
        this.pageSize = pageSize;
        this.ahead = ahead;
    }

    /**
     * Builds and swaps.
     *
     * @param forgetTokens whether the processors' tokens are of no use: the record is not the one they were made for
     */
    void run(boolean forgetTokens) throws SQLException {
        var head = log.head();
        var position = beginOrGoOn(head);
        position = fill(position, head.position());
        transaction(connection -> {
            Place.writeTo(connection, next);
            projection.settle(connection);
        });
        swap(position, head.storeId(), forgetTokens);
        transaction(connection -> call(connection, "select feed.drop_schema(?)", projection.name() + "_old"));
    }

    /** Returns the position to go on from. */
    private long beginOrGoOn(RecordLog.Head head) throws SQLException {
        var reached = unfinished(head.storeId());
        if (reached != null) {
            LOG.info("The rebuild of {} goes on from position {}", projection.name(), reached);
            transaction(connection ->
                    call(connection, "update feed.rebuild set failure = null where projection = ?", projection.name()));
            return reached;
        }
        transaction(connection -> {
            call(connection, "select feed.make_next_schema(?)", projection.name());
            Place.writeTo(connection, next);
            try (var define = connection.createStatement()) {
                define.execute(projection.definition());
            }
            call(connection, "delete from feed.dead_letter where projection = ?", next);
            try (var insert = connection.prepareStatement("""
                insert into feed.rebuild (projection, definition, store_id, position, head, events, worked_ms)
                values (?, ?, ?, 0, ?, 0, 0)
                on conflict (projection) do update set definition = excluded.definition,
                    store_id = excluded.store_id, position = 0, head = excluded.head, events = 0, worked_ms = 0,
                    started_at = now(), ended_at = null, failure = null\
                """)) {
                insert.setString(1, projection.name());
                insert.setString(2, definition);
                insert.setObject(3, head.storeId());
                insert.setLong(4, head.position());
                insert.executeUpdate();
            }
        });
        return 0;
    }

    private @Nullable Long unfinished(UUID storeId) throws SQLException {
        try (var connection = views.getConnection();
                var select = connection.prepareStatement("""
                    select position from feed.rebuild
                    where projection = ? and definition = ? and store_id = ? and ended_at is null
                      and to_regnamespace(?) is not null\
                    """)) {
            select.setString(1, projection.name());
            select.setString(2, definition);
            select.setObject(3, storeId);
            select.setString(4, next);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    private long fill(long from, long head) throws SQLException {
        var position = from;
        var page = log.page(position, pageSize);
        while (!page.isEmpty()) {
            var began = System.nanoTime();
            var events = page;
            var last = events.getLast().position();
            // the next page is read while this one is written
            var following = CompletableFuture.supplyAsync(() -> log.page(last, pageSize), ahead);
            transaction(connection -> {
                write(events, connection, projection::applyInBulk);
                progress(connection, last, Math.max(head, last), events.size(), began);
            });
            position = last;
            page = following.join();
            if (page.size() < pageSize / 10 && position >= head) {
                break;
            }
        }
        return position;
    }

    private void write(List<RecordedEvent> events, Connection connection, Parking.Application application)
            throws SQLException {
        var concerning = events.stream()
                .filter(event -> projection.handles(event.stored().name()))
                .toList();
        if (!concerning.isEmpty()) {
            Place.writeTo(connection, next);
            new Parking(connection, next).apply(concerning, application);
        }
    }

    private void progress(Connection connection, long position, long head, int events, long began) throws SQLException {
        try (var update = connection.prepareStatement("""
            update feed.rebuild set position = ?, head = ?, events = events + ?, worked_ms = worked_ms + ?
            where projection = ?\
            """)) {
            update.setLong(1, position);
            update.setLong(2, head);
            update.setLong(3, events);
            update.setLong(4, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            update.setString(5, projection.name());
            update.executeUpdate();
        }
    }

    private void swap(long from, UUID storeId, boolean forgetTokens) throws SQLException {
        transaction(connection -> {
            if (forgetTokens) {
                call(connection, "delete from feed.token where processor = ?", projection.name());
            }
            // the live processors wait here; afterwards they skip what the new rows hold already
            Place.lockAll(connection, projection.name());
            var position = from;
            for (var page = log.page(position, pageSize); !page.isEmpty(); page = log.page(position, pageSize)) {
                write(page, connection, projection::apply);
                position = page.getLast().position();
            }
            var last = log.at(position).map(event -> event.stored().eventId()).orElse(null);
            call(connection, "select feed.swap_schema(?)", projection.name());
            publish(connection);
            Place.set(connection, projection.name(), segments, position, last, storeId);
            progress(connection, position, position, 0, System.nanoTime());
            call(connection, "update feed.rebuild set ended_at = now() where projection = ?", projection.name());
            delivery.tell(connection, new LiveUpdates.Update(projection.name(), position, Set.of(), true));
        });
        LOG.info("The read model {} is rebuilt", projection.name());
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

    private void transaction(Step step) throws SQLException {
        try (var connection = views.getConnection()) {
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
    }
}
