package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.record.Records.append;
import static org.throughline.command.record.Records.event;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.throughline.command.record.Outcome.Appended;
import org.throughline.events.storage.StoredEvent;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;

class TwoNodesAppendingTest {
    private static final int WRITERS_ON_A_NODE = 3;
    private static final int APPENDS = 200;
    private static final int SLOW = 40;

    private final TestDatabase database = Records.fresh();
    private final HikariDataSource one = pool(Role.COMMAND);
    private final HikariDataSource other = pool(Role.COMMAND);
    private final HikariDataSource reading = pool(Role.QUERY);
    private final AtomicLong recorded = new AtomicLong();

    private HikariDataSource pool(Role role) {
        var config = new HikariConfig();
        config.setDataSource(database.as(role));
        config.setMaximumPoolSize(WRITERS_ON_A_NODE);
        return new HikariDataSource(config);
    }

    @AfterEach
    void drop() {
        one.close();
        other.close();
        reading.close();
        database.close();
    }

    @Test
    void keeps_positions_dense_for_readers_whatever_is_slow_or_rolled_back_among_them() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<?>>();
            for (var node : List.of(one, other)) {
                for (int i = 0; i < WRITERS_ON_A_NODE; i++) {
                    writing.add(threads.submit(writer(new JdbcRecordLog(node))));
                }
            }
            for (int i = 0; i < 2; i++) {
                writing.add(threads.submit(slowWriter()));
            }
            var done = new AtomicLong(Long.MAX_VALUE);
            var fast = threads.submit(reader(500, done));
            var careful = threads.submit(reader(7, done));
            try {
                for (var writer : writing) {
                    writer.get();
                }
            } finally {
                done.set(recorded.get());
            }

            var expected = LongStream.rangeClosed(1, recorded.get()).boxed().toList();
            assertThat(expected).hasSizeGreaterThan(2 * WRITERS_ON_A_NODE * APPENDS);
            assertThat(fast.get()).extracting(StoredEvent::position).isEqualTo(expected);
            assertThat(careful.get()).isEqualTo(fast.get());
            assertThat(new JdbcRecordLog(one).after(0, Integer.MAX_VALUE)).isEqualTo(fast.get());
        }
    }

    /** Appends as fast as it can, and sometimes what is refused. */
    private Callable<Void> writer(RecordLog log) {
        return () -> {
            var stream = UUID.randomUUID();
            var sequence = 0L;
            for (int i = 0; i < APPENDS; i++) {
                var first = sequence;
                var events = IntStream.rangeClosed(0, i % 3)
                        .mapToObj(place -> event(stream, first + place))
                        .toArray(NewEvent[]::new);
                var outcomes = log.append(List.of(append(events), append(event(stream, 0))));
                assertThat(outcomes.getFirst()).isInstanceOf(Appended.class);
                assertThat(outcomes.getLast()).isInstanceOf(Outcome.Conflict.class);
                sequence += events.length;
                recorded.addAndGet(events.length);
            }
            return null;
        };
    }

    /** Holds each of its appends open for a while, and then takes every other one back. */
    private Callable<Void> slowWriter() {
        return () -> {
            for (int i = 0; i < SLOW; i++) {
                try (var connection = database.as(Role.COMMAND).getConnection()) {
                    connection.setAutoCommit(false);
                    var log = new JdbcRecordLog(new SingleConnectionDataSource(connection, true));
                    log.append(List.of(append(event(UUID.randomUUID(), 0))));
                    linger(connection);
                    if (i % 2 == 0) {
                        connection.rollback();
                    } else {
                        connection.commit();
                        recorded.incrementAndGet();
                    }
                }
            }
            return null;
        };
    }

    private static void linger(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_sleep(0.01)");
        }
    }

    /** Follows the record, as a read model does: what comes after what was read last. */
    private Callable<List<StoredEvent>> reader(int page, AtomicLong until) {
        return () -> {
            var log = new JdbcRecordLog(reading);
            var read = new ArrayList<StoredEvent>();
            while (read.size() < until.get()) {
                read.addAll(log.after(read.isEmpty() ? 0 : read.getLast().position(), page));
            }
            return read;
        };
    }
}
