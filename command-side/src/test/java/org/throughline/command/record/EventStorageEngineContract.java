package org.throughline.command.record;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.TemporalUnitOffset;
import org.assertj.core.data.TemporalUnitWithinOffset;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.events.CancellationReason;
import org.throughline.events.Occurred;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionId;
import org.throughline.events.Source;
import org.throughline.events.storage.EntryMetadata;
import org.throughline.testing.TestDatabase;

/**
 * What Axon expects of an engine; ours and Axon's own must both pass. Where ours promises more, or refuses what nobody here
 * asks of it, what is expected can be overridden, and the override says why.
 */
abstract class EventStorageEngineContract {
    private static final MetaData BY_SOMEBODY = MetaData.with(
            RecordStorageEngine.ENTRY,
            new EntryMetadata("kim", Role.CLINICIAN, null, Source.API, UUID.randomUUID(), null, null));

    private static final int WRITERS_ON_A_NODE = 2;
    private static final int APPENDS = 40;

    private final UUID stream = UUID.randomUUID();

    abstract EventStorageEngine engine();

    /** An engine of its own on the same database: that of another node, or of this one after a restart. */
    abstract EventStorageEngine another();

    abstract TestDatabase database();

    /** A statement that keeps everybody from appending for as long as its transaction is open. */
    abstract String stopsAppends();

    private static DomainEventMessage<?> event(UUID stream, long sequence) {
        var cancelled = new SessionCancelled(
                new SessionId(stream),
                new ProgramId(new UUID(7, 7)),
                new Occurred(Instant.parse("2026-03-04T09:00:00Z").plusSeconds(sequence), ZoneOffset.UTC),
                CancellationReason.WEATHER);
        return new GenericDomainEventMessage<>("Session", stream.toString(), sequence, cancelled, BY_SOMEBODY);
    }

    private static List<?> payloads(DomainEventMessage<?>... events) {
        return Arrays.stream(events).map(DomainEventMessage::getPayload).toList();
    }

    private List<? extends DomainEventMessage<?>> read(UUID stream, long from) {
        return engine().readEvents(stream.toString(), from).asStream().toList();
    }

    @Test
    void gives_a_stream_back_in_order() {
        var first = event(stream, 0);
        var second = event(stream, 1);
        var third = event(stream, 2);

        engine().appendEvents(first, second);
        engine().appendEvents(event(UUID.randomUUID(), 0), third);

        var read = read(stream, 0);
        assertThat(read).extracting(DomainEventMessage::getPayload).isEqualTo(payloads(first, second, third));
        assertThat(read)
                .extracting(DomainEventMessage::getIdentifier)
                .containsExactly(first.getIdentifier(), second.getIdentifier(), third.getIdentifier());
        assertThat(read).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L, 2L);
        assertThat(read).allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo("Session");
            assertThat(event.getAggregateIdentifier()).isEqualTo(stream.toString());
            assertThat(event.getTimestamp()).isCloseTo(Instant.now(), within());
        });
    }

    private static TemporalUnitOffset within() {
        return new TemporalUnitWithinOffset(1, ChronoUnit.MINUTES);
    }

    @Test
    void reads_a_stream_from_a_sequence_on() {
        engine().appendEvents(event(stream, 0), event(stream, 1), event(stream, 2));

        assertThat(read(stream, 1))
                .extracting(DomainEventMessage::getSequenceNumber)
                .containsExactly(1L, 2L);
        assertThat(read(stream, 3)).isEmpty();
    }

    @Test
    void tells_the_last_sequence_of_what_it_reads() {
        engine().appendEvents(event(stream, 0), event(stream, 1));

        var read = engine().readEvents(stream.toString(), 0);
        read.forEachRemaining(event -> {});

        assertThat(read.getLastSequenceNumber()).isEqualTo(1);
        assertThat(engine().lastSequenceNumberFor(stream.toString())).contains(1L);
    }

    @Test
    void knows_nothing_of_a_stream_where_nothing_happened() {
        assertThat(read(stream, 0)).isEmpty();
        assertThat(engine().lastSequenceNumberFor(stream.toString())).isEmpty();
        assertThat(engine().readSnapshot(stream.toString())).isEmpty();
    }

    @Test
    void refuses_to_begin_a_stream_twice() {
        engine().appendEvents(event(stream, 0));

        assertThatThrownBy(() -> engine().appendEvents(event(stream, 0)))
                .isInstanceOf(AggregateStreamCreationException.class);
    }

    @Test
    void refuses_the_second_of_two_writers() {
        var first = event(stream, 1);
        engine().appendEvents(event(stream, 0), first);

        assertThatThrownBy(() -> engine().appendEvents(event(stream, 1), event(stream, 2)))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(read(stream, 1))
                .extracting(DomainEventMessage::getIdentifier)
                .containsExactly(first.getIdentifier());
    }

    @Test
    void follows_all_streams_in_the_order_they_were_written() {
        var events = new DomainEventMessage<?>[] {event(stream, 0), event(UUID.randomUUID(), 0), event(stream, 1)};
        for (var event : events) {
            engine().appendEvents(event);
        }

        assertThat(followed(engine().createTailToken())).isEqualTo(identifiers(events));
        assertThat(followed(null)).isEqualTo(identifiers(events));
    }

    @Test
    void follows_from_where_a_reader_has_been() {
        engine().appendEvents(event(stream, 0), event(stream, 1));
        var head = engine().createHeadToken();
        var later = event(stream, 2);
        engine().appendEvents(later);

        assertThat(followed(head)).isEqualTo(identifiers(later));
    }

    @Test
    void records_nothing_of_an_append_of_which_one_event_is_in_conflict() {
        engine().appendEvents(event(stream, 0));
        var other = UUID.randomUUID();

        assertThatThrownBy(() -> engine().appendEvents(event(other, 0), event(stream, 0)))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThatThrownBy(() -> engine().appendEvents(event(stream, 1), event(stream, 2), event(stream, 1)))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(read(other, 0)).isEmpty();
        assertThat(read(stream, 0)).hasSize(1);
        assertThat(followed(null)).hasSize(1);
    }

    @Test
    void fails_only_who_is_in_conflict_of_those_that_wait_together() throws Exception {
        engine().appendEvents(event(stream, 0));
        var free = Stream.generate(UUID::randomUUID).limit(4).toList();
        var tooLate = event(stream, 0);
        var rivals = List.of(event(stream, 1), event(stream, 1));
        var appends = new ArrayList<List<DomainEventMessage<?>>>();
        free.forEach(one -> appends.add(List.of(event(one, 0), event(one, 1))));
        appends.addAll(2, List.of(List.of(tooLate), List.of(rivals.getFirst()), List.of(rivals.getLast())));

        var refused = refusedOf(appends);

        assertThat(refused.remove(tooLate.getIdentifier())).isInstanceOf(AggregateStreamCreationException.class);
        assertThat(refused).hasSize(1).allSatisfy((_, why) -> assertThat(why).isInstanceOf(ConcurrencyException.class));
        var winners = rivals.stream()
                .map(DomainEventMessage::getIdentifier)
                .filter(rival -> !refused.containsKey(rival))
                .toList();
        assertThat(winners).hasSize(1);
        assertThat(read(stream, 1))
                .extracting(DomainEventMessage::getIdentifier)
                .isEqualTo(winners);
        assertThat(free).allSatisfy(one -> assertThat(read(one, 0)).hasSize(2));
    }

    /** Appends all at once on two nodes, each by itself. Returns why some were refused, by the first of their events. */
    private Map<String, Exception> refusedOf(List<List<DomainEventMessage<?>>> appends) throws Exception {
        var nodes = List.of(engine(), another());
        var refused = new ConcurrentHashMap<String, Exception>();
        var threads = new ArrayList<Thread>();
        try (var connection = database().as(org.throughline.testing.Role.OWNER).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(stopsAppends());
            for (var events : appends) {
                var node = nodes.get(threads.size() % nodes.size());
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        node.appendEvents(events);
                    } catch (RuntimeException why) {
                        refused.put(events.getFirst().getIdentifier(), why);
                    }
                }));
            }
            await().until(() -> waiting(threads) + waitingIn(statement) == threads.size());
            connection.rollback();
        }
        for (var thread : threads) {
            thread.join();
        }
        return refused;
    }

    /** Those that wait for each other. */
    private static long waiting(List<Thread> threads) {
        return threads.stream()
                .filter(thread -> thread.getState() == Thread.State.WAITING)
                .count();
    }

    /** Those that wait for the database. */
    private static long waitingIn(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("select count(*) from pg_locks where not granted"
                + " and database = (select oid from pg_database where datname = current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void goes_on_after_a_restart_where_it_was() {
        var first = event(stream, 0);
        var second = event(stream, 1);
        engine().appendEvents(first, second);
        var head = engine().createHeadToken();

        var restarted = another();

        assertThat(restarted.lastSequenceNumberFor(stream.toString())).contains(1L);
        assertThat(restarted.readEvents(stream.toString(), 0).asStream().map(DomainEventMessage::getIdentifier))
                .containsExactly(first.getIdentifier(), second.getIdentifier());
        assertThatThrownBy(() -> restarted.appendEvents(event(stream, 1))).isInstanceOf(ConcurrencyException.class);
        var third = event(stream, 2);
        restarted.appendEvents(third);
        assertThat(followed(restarted, head)).isEqualTo(identifiers(third));
        assertThat(followed(restarted, null)).isEqualTo(identifiers(first, second, third));
    }

    @Test
    void shows_each_of_two_nodes_what_the_other_has_appended_and_lets_only_one_go_on_from_there() {
        var nodes = List.of(engine(), another());
        var appended = new ArrayList<String>();
        for (int sequence = 0; sequence < 4; sequence++) {
            var event = event(stream, sequence);
            nodes.get(sequence % 2).appendEvents(event);
            appended.add(event.getIdentifier());

            var late = event(stream, sequence);
            assertThatThrownBy(() ->
                            nodes.get(late.getSequenceNumber() % 2 == 0 ? 1 : 0).appendEvents(late))
                    .isInstanceOfAny(ConcurrencyException.class, AggregateStreamCreationException.class);
            assertThat(nodes).allSatisfy(node -> {
                assertThat(node.readEvents(stream.toString(), 0).asStream())
                        .extracting(DomainEventMessage::getIdentifier)
                        .isEqualTo(appended);
                assertThat(node.lastSequenceNumberFor(stream.toString())).contains(late.getSequenceNumber());
                assertThat(followed(node, null)).isEqualTo(appended);
            });
        }
    }

    @Test
    void is_followed_without_loss_while_two_nodes_append() throws Exception {
        var follower = another();
        var seen = new ArrayList<TrackedEventMessage<?>>();
        var written = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<List<String>>>();
            for (var node : List.of(engine(), another())) {
                for (int i = 0; i < WRITERS_ON_A_NODE; i++) {
                    writing.add(threads.submit(writer(node)));
                }
            }
            while (!writing.stream().allMatch(Future::isDone)) {
                follow(follower, seen);
            }
            for (var one : writing) {
                written.addAll(one.get());
            }
        }
        follow(follower, seen);

        assertThat(seen)
                .extracting(TrackedEventMessage::getIdentifier)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(written);
        assertThat(seen.stream()
                        .map(event -> (DomainEventMessage<?>) event)
                        .collect(groupingBy(DomainEventMessage::getAggregateIdentifier)))
                .hasSize(2 * WRITERS_ON_A_NODE)
                .allSatisfy((_, events) -> assertThat(events)
                        .extracting(DomainEventMessage::getSequenceNumber)
                        .isEqualTo(IntStream.range(0, events.size())
                                .mapToObj(Long::valueOf)
                                .toList()));
        assertPlaces(seen.stream()
                .map(event -> event.trackingToken().position().orElseThrow())
                .toList());
    }

    /** Appends to a stream of its own, and sometimes what is refused; returns what it has written. */
    private Callable<List<String>> writer(EventStorageEngine node) {
        return () -> {
            var own = UUID.randomUUID();
            var written = new ArrayList<String>();
            for (int i = 0; i < APPENDS; i++) {
                var events = IntStream.rangeClosed(0, i % 3)
                        .mapToObj(place -> event(own, written.size() + place))
                        .toArray(DomainEventMessage<?>[]::new);
                node.appendEvents(events);
                written.addAll(identifiers(events));
                assertThatThrownBy(() -> node.appendEvents(event(own, written.size()), event(own, 0)))
                        .isInstanceOf(ConcurrencyException.class);
            }
            return written;
        };
    }

    private static void follow(EventStorageEngine engine, List<TrackedEventMessage<?>> seen) {
        try (var events =
                engine.readEvents(seen.isEmpty() ? null : seen.getLast().trackingToken(), false)) {
            events.forEach(seen::add);
        }
    }

    /**
     * How far a follower was with each event that it met, while others were refused. An event that is numbered before it is
     * seen may be met after later ones; then the token knows of the gap.
     */
    void assertPlaces(List<Long> positions) {
        assertThat(positions).isSorted();
    }

    @Test
    void is_asked_to_go_on_from_what_is_not_there() {
        engine().appendEvents(event(stream, 0));

        assertGoingOnFromNothing(() -> engine().appendEvents(event(stream, 2)));
    }

    /** A sequence can be taken only once, and that is all. */
    void assertGoingOnFromNothing(ThrowingCallable append) {
        assertThatCode(append).doesNotThrowAnyException();
    }

    @Test
    void is_asked_where_the_events_after_some_time_begin() {
        engine().appendEvents(event(stream, 0));

        assertFindingByTime(() -> assertThat(
                        followed(engine().createTokenAt(Instant.now().minus(Duration.ofMinutes(1)))))
                .hasSize(1));
    }

    /** Events are found by their time. */
    void assertFindingByTime(ThrowingCallable finding) {
        assertThatCode(finding).doesNotThrowAnyException();
    }

    @Test
    void is_asked_to_keep_a_snapshot() {
        var snapshot = event(stream, 0);
        engine().appendEvents(snapshot);

        assertKeepingSnapshots(() -> {
            engine().storeSnapshot(snapshot);
            assertThat(engine().readSnapshot(stream.toString())).isPresent();
        });
    }

    /** Snapshots are kept. */
    void assertKeepingSnapshots(ThrowingCallable keeping) {
        assertThatCode(keeping).doesNotThrowAnyException();
    }

    private List<String> followed(@Nullable TrackingToken from) {
        return followed(engine(), from);
    }

    private static List<String> followed(EventStorageEngine engine, @Nullable TrackingToken from) {
        try (var events = engine.readEvents(from, false)) {
            return events.map(event -> event.getIdentifier()).toList();
        }
    }

    private static List<String> identifiers(DomainEventMessage<?>... events) {
        return Arrays.stream(events).map(DomainEventMessage::getIdentifier).toList();
    }
}
