package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.record.Records.NOON;
import static org.throughline.command.record.Records.append;
import static org.throughline.command.record.Records.at;
import static org.throughline.command.record.Records.event;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.throughline.command.record.Outcome.Appended;
import org.throughline.command.record.Outcome.Conflict;
import org.throughline.command.record.Outcome.Taken;
import org.throughline.command.trace.Spans;
import org.throughline.events.storage.StoredEvent;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;

class AppendingToTheRecordTest {
    private final TestDatabase database = Records.fresh();
    private final RecordLog log = new JdbcRecordLog(database.as(Role.COMMAND));
    private final UUID stream = UUID.randomUUID();

    @AfterEach
    void drop() {
        database.close();
    }

    private Outcome one(Append append) {
        return log.append(List.of(append)).getFirst();
    }

    @Test
    void gives_back_what_was_written_byte_for_byte() {
        var written = new NewEvent(
                UUID.randomUUID(), stream, 0, "patient.registered", 3, "{\"b\": 1,\n \"a\":\"😀\"}", "{ }");

        assertThat(one(append(written))).isEqualTo(new Appended(1, 1, "2026-03-04T12:00:00.000000Z"));

        assertThat(log.stream(stream, 0)).singleElement().satisfies(stored -> {
            assertThat(Records.asWritten(stored)).isEqualTo(written);
            assertThat(stored.recordedAt()).isEqualTo("2026-03-04T12:00:00.000000Z");
        });
    }

    @Test
    void numbers_the_events_of_all_streams_in_one_line() {
        var other = UUID.randomUUID();

        one(append(event(stream, 0), event(stream, 1)));
        one(append(event(other, 0)));
        var last = one(append(event(stream, 2), event(stream, 3)));

        assertThat(last).isEqualTo(new Appended(4, 5, "2026-03-04T12:00:00.000000Z"));
        assertThat(log.after(0, 100)).extracting(StoredEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log.after(2, 2)).extracting(StoredEvent::position).containsExactly(3L, 4L);
        assertThat(log.stream(stream, 1)).extracting(StoredEvent::sequence).containsExactly(1L, 2L, 3L);
        assertThat(log.lastSequence(stream)).hasValue(3);
        assertThat(log.lastSequence(UUID.randomUUID())).isEmpty();
        assertThat(log.head()).isEqualTo(5);
    }

    @Test
    void tells_whoever_listens_how_far_it_goes_and_in_which_trace() throws SQLException {
        var spans = new Spans();
        try (var listening = database.as(Role.QUERY).getConnection();
                var statement = listening.createStatement()) {
            statement.execute("listen throughline_log");

            one(append(event(stream, 0), event(stream, 1)));
            new JdbcRecordLog(database.as(Role.COMMAND), spans.steps()).append(List.of(append(event(stream, 2))));

            var span = spans.left().getFirst();
            assertThat(listening.unwrap(PGConnection.class).getNotifications(10_000))
                    .extracting(PGNotification::getParameter)
                    .containsExactly("2", "3 0 1 00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
        }
    }

    @Test
    void never_lets_the_time_of_recording_run_backwards() {
        one(at(NOON, event(stream, 0)));
        one(at(NOON.minusSeconds(3600), event(stream, 1)));
        one(at(NOON.plusNanos(1_999), event(stream, 2)));

        assertThat(log.stream(stream, 0))
                .extracting(StoredEvent::recordedAt)
                .containsExactly(
                        "2026-03-04T12:00:00.000000Z", "2026-03-04T12:00:00.000000Z", "2026-03-04T12:00:00.000001Z");
    }

    @Test
    void refuses_a_sequence_that_is_taken_and_leaves_no_gap() {
        one(append(event(stream, 0)));

        assertThat(one(append(event(stream, 0), event(stream, 1)))).isEqualTo(new Conflict());
        assertThat(one(append(event(stream, 1)))).isInstanceOf(Appended.class);

        assertThat(log.after(0, 100)).extracting(StoredEvent::position).containsExactly(1L, 2L);
    }

    @Test
    void fails_only_the_append_that_is_in_conflict() {
        var outcomes =
                log.append(List.of(append(event(stream, 0)), append(event(stream, 0)), append(event(stream, 1))));

        assertThat(outcomes)
                .extracting(Outcome::getClass)
                .containsExactly(Appended.class, Conflict.class, Appended.class);
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void takes_claims_with_the_events_and_only_once() {
        var claim = new Claim(Claim.Kind.IDEMPOTENCY, "key", "asked", "{\"answered\":true}");

        one(claiming(claim, event(stream, 0), event(stream, 1)));
        var again = one(claiming(claim, event(stream, 2)));

        assertThat(again).isEqualTo(new Taken(new HeldClaim(claim, 1, 2)));
        assertThat(log.claim(claim.id())).contains(new HeldClaim(claim, 1, 2));
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void tells_a_repeated_command_from_a_lost_race() {
        var claim = new Claim(Claim.Kind.IDEMPOTENCY, "key", "asked", "{}");
        one(claiming(claim, event(stream, 0)));

        assertThat(one(claiming(claim, event(stream, 0)))).isInstanceOf(Taken.class);
    }

    @Test
    void releases_claims_with_the_events() {
        var claim = new Claim(Claim.Kind.OPEN_JOURNEY, "patient/program", null, "journey");
        one(claiming(claim, event(stream, 0)));

        var released =
                one(new Append(NOON, null, List.of(event(stream, 1)), List.of(), List.of(claim.id()), List.of()));

        assertThat(released).isInstanceOf(Appended.class);
        assertThat(log.claim(claim.id())).isEmpty();
        assertThat(one(claiming(claim, event(stream, 2)))).isInstanceOf(Appended.class);
    }

    @Test
    void keeps_a_claim_that_a_failed_append_wanted_to_release() {
        var claim = new Claim(Claim.Kind.OPEN_JOURNEY, "patient/program", null, "journey");
        one(claiming(claim, event(stream, 0)));

        assertThat(one(new Append(NOON, null, List.of(event(stream, 0)), List.of(), List.of(claim.id()), List.of())))
                .isEqualTo(new Conflict());

        assertThat(log.claim(claim.id())).isPresent();
    }

    @Test
    void stays_without_gaps_when_many_write_and_some_fail() throws Exception {
        var shared = UUID.randomUUID();
        var barrier = new CyclicBarrier(8);
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Integer> writer = () -> {
                var own = UUID.randomUUID();
                var recorded = 0;
                barrier.await();
                for (int i = 0; i < 40; i++) {
                    one(append(event(own, i)));
                    recorded += one(append(event(shared, i), event(shared, 1_000 + i))) instanceof Appended ? 2 : 0;
                }
                return recorded;
            };
            var shares = new ArrayList<Integer>();
            for (Future<Integer> done : threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(i -> writer).toList())) {
                shares.add(done.get());
            }
            assertThat(shares.stream().mapToInt(i -> i).sum()).isEqualTo(80);
        }
        var events = log.after(0, 1_000);
        assertThat(events)
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 8 * 40 + 80).boxed().toList());
        assertThat(log.head()).isEqualTo(events.size());
    }

    private static Append claiming(Claim claim, NewEvent... events) {
        return new Append(NOON, null, List.of(events), List.of(claim), List.of(), List.of());
    }
}
