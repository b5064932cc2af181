package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.command.record.Records.NOON;
import static org.throughline.command.record.Records.append;
import static org.throughline.command.record.Records.at;
import static org.throughline.command.record.Records.event;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.throughline.command.record.Outcome.Appended;
import org.throughline.command.record.Outcome.Conflict;
import org.throughline.command.record.Outcome.Taken;
import org.throughline.events.storage.StoredEvent;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;

class AppendsInAGroupTest {
    private final TestDatabase database = Records.fresh();
    private final RecordLog log = new JdbcRecordLog(database.as(Role.COMMAND));
    private final UUID known = UUID.randomUUID();

    @AfterEach
    void drop() {
        database.close();
    }

    private static Append claiming(Claim claim, NewEvent... events) {
        return new Append(NOON, null, List.of(events), List.of(claim), List.of(), List.of());
    }

    private static Append relying(UUID stream, long events, NewEvent... decided) {
        return new Append(
                NOON, null, List.of(decided), List.of(), List.of(), List.of(new Premise(stream, events, null)));
    }

    private static Append elsewhere() {
        return append(event(UUID.randomUUID(), 0));
    }

    @Test
    void share_one_notification() throws SQLException {
        try (var listening = database.as(Role.QUERY).getConnection();
                var statement = listening.createStatement()) {
            statement.execute("listen throughline_log");

            log.append(List.of(elsewhere(), elsewhere(), elsewhere()));

            assertThat(listening.unwrap(PGConnection.class).getNotifications(10_000))
                    .singleElement()
                    .satisfies(told -> assertThat(told.getParameter()).isEqualTo("3"));
        }
    }

    @Test
    void are_recorded_although_some_of_them_fail() {
        log.append(List.of(append(event(known, 0))));
        var claim = new Claim(Claim.Kind.IDEMPOTENCY, "key", "asked", "{}");
        log.append(List.of(claiming(claim, event(UUID.randomUUID(), 0))));

        var outcomes = log.append(List.of(
                elsewhere(),
                append(event(known, 0)),
                append(event(UUID.randomUUID(), 0), event(UUID.randomUUID(), 0)),
                claiming(claim, event(UUID.randomUUID(), 0)),
                append(event(UUID.randomUUID(), 7)),
                relying(known, 0, event(UUID.randomUUID(), 0)),
                elsewhere()));

        assertThat(outcomes)
                .extracting(Outcome::getClass)
                .containsExactly(
                        Appended.class,
                        Conflict.class,
                        Appended.class,
                        Taken.class,
                        Conflict.class,
                        Conflict.class,
                        Appended.class);
        assertThat(log.after(0, 100)).extracting(StoredEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void fail_alone_if_their_text_cannot_be_stored() {
        var unfit = new NewEvent(UUID.randomUUID(), UUID.randomUUID(), 0, "program.published", 1, "\0", "{}");

        assertThatThrownBy(() -> log.append(List.of(elsewhere(), append(unfit), elsewhere())))
                .isInstanceOf(IllegalStateException.class);

        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void each_have_the_positions_of_their_own_events_in_their_claims() {
        var first = new Claim(Claim.Kind.IDEMPOTENCY, "first", "asked", "{}");
        var second = new Claim(Claim.Kind.IDEMPOTENCY, "second", "asked", "{}");

        var outcomes = log.append(List.of(
                elsewhere(),
                claiming(first, event(known, 0), event(known, 1)),
                claiming(second, event(UUID.randomUUID(), 0))));

        assertThat(outcomes)
                .extracting(outcome -> outcome instanceof Appended one ? one.lastPosition() : 0)
                .containsExactly(1L, 3L, 4L);
        assertThat(log.claim(first.id())).contains(new HeldClaim(first, 2, 3));
        assertThat(log.claim(second.id())).contains(new HeldClaim(second, 4, 4));
    }

    @Test
    void never_let_the_time_of_recording_run_backwards() {
        log.append(List.of(at(NOON, event(known, 0))));

        var outcomes = log.append(List.of(
                at(NOON.minusSeconds(5), event(UUID.randomUUID(), 0)),
                at(NOON.plusSeconds(2), event(UUID.randomUUID(), 0)),
                at(NOON.plusSeconds(1), event(UUID.randomUUID(), 0))));

        var told = outcomes.stream()
                .map(outcome -> outcome instanceof Appended one ? one.recordedAt() : "")
                .toList();
        assertThat(told)
                .containsExactly(
                        "2026-03-04T12:00:00.000000Z", "2026-03-04T12:00:02.000000Z", "2026-03-04T12:00:02.000000Z");
        assertThat(log.after(1, 100)).extracting(StoredEvent::recordedAt).isEqualTo(told);
    }

    @Test
    void see_what_others_in_the_same_moment_did_to_the_stream_they_rely_on() {
        log.append(List.of(append(event(known, 0))));

        assertThat(log.append(List.of(append(event(known, 1)), relying(known, 1, event(UUID.randomUUID(), 0)))))
                .extracting(Outcome::getClass)
                .containsExactly(Appended.class, Conflict.class);
        assertThat(log.append(List.of(relying(known, 2, event(UUID.randomUUID(), 0)), append(event(known, 2)))))
                .extracting(Outcome::getClass)
                .containsExactly(Appended.class, Appended.class);
    }

    @Test
    void cannot_both_claim_what_can_be_true_only_once() {
        var claim = new Claim(Claim.Kind.OPEN_JOURNEY, "patient/program", null, "journey");
        var releasing = new Append(NOON, null, List.of(event(known, 1)), List.of(), List.of(claim.id()), List.of());
        log.append(List.of(claiming(claim, event(known, 0))));

        assertThat(log.append(List.of(
                        claiming(claim, event(UUID.randomUUID(), 0)),
                        releasing,
                        claiming(claim, event(UUID.randomUUID(), 0)),
                        claiming(claim, event(UUID.randomUUID(), 0)))))
                .extracting(Outcome::getClass)
                .containsExactly(Taken.class, Appended.class, Appended.class, Taken.class);
    }

    @Test
    void of_more_at_once_than_there_are_connections_all_get_their_answer() throws Exception {
        var config = new HikariConfig();
        config.setDataSource(database.as(Role.COMMAND));
        config.setMaximumPoolSize(1);
        try (var pool = new HikariDataSource(config);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var node = new JdbcRecordLog(pool);
            Callable<List<Outcome>> writer = () -> {
                var own = UUID.randomUUID();
                var outcomes = new ArrayList<Outcome>();
                for (int i = 0; i < 20; i++) {
                    outcomes.addAll(node.append(List.of(append(event(own, i)), append(event(own, 0)))));
                }
                return outcomes;
            };
            var writing = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(writer))
                    .toList();

            for (var one : writing) {
                assertThat(one.get())
                        .hasSize(40)
                        .satisfies(all -> assertThat(all.stream().filter(Appended.class::isInstance))
                                .hasSize(20));
            }
        }
        assertThat(log.head()).isEqualTo(2_000);
        assertThat(log.after(0, 3_000))
                .extracting(StoredEvent::position)
                .isEqualTo(
                        IntStream.rangeClosed(1, 2_000).mapToObj(Long::valueOf).toList());
    }
}
