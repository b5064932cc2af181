package org.throughline.query.feed;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What Axon's pooled processor promises to whoever handles its events, on one node and on two: with Axon's own store and
 * tokens, and with our feed. Where ours differs, what is expected can be overridden, and the override says why.
 */
abstract class ProcessingContract {
    static final int SEGMENTS = 2;

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int TRIES = 5;

    private final Map<UUID, Integer> appended = new HashMap<>();

    /** A node whose processor is at work. */
    interface Worker extends AutoCloseable {
        /** What it writes down as itself. */
        UUID id();

        /** How many segments it works on. */
        int segments();

        /** Handles everything from the beginning, so that what was handled before is forgotten; returns when that is begun. */
        void replay() throws Exception;

        @Override
        void close();
    }

    /** Starts a node, beside those that run. */
    abstract Worker start();

    /** Appends so many events to a stream that has some already, in one transaction. */
    abstract void append(UUID stream, long already, int events);

    /** What is handled and committed, in the order it was handled in. */
    abstract List<Handled> handled();

    private void append(UUID stream, int events) {
        append(stream, appended.getOrDefault(stream, 0), events);
        appended.merge(stream, events, Integer::sum);
    }

    /** Appends to ten streams in turns. */
    private void appendALot() {
        for (int turn = 1; turn <= 3; turn++) {
            for (int number = 0; number < 10; number++) {
                // some are named by odd numbers, as segments are
                append(new UUID(7, number), turn);
            }
        }
    }

    private static Worker working(Worker node, int segments) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(node.segments()).isEqualTo(segments));
        return node;
    }

    /** Nothing is lost or doubled, and each stream is handled in its order. */
    private void awaitEverythingOnce() {
        await().atMost(LONGEST).until(() -> handled().size() >= all());
        assertThat(streams())
                .hasSameSizeAs(appended)
                .allSatisfy((stream, events) -> assertThat(events)
                        .extracting(Handled::sequence)
                        .isEqualTo(LongStream.range(0, appended.getOrDefault(stream, 0))
                                .boxed()
                                .toList()));
    }

    private int all() {
        return appended.values().stream().mapToInt(events -> events).sum();
    }

    private Map<UUID, List<Handled>> streams() {
        return handled().stream().collect(groupingBy(Handled::stream));
    }

    private long last() {
        return handled().stream().mapToLong(Handled::place).max().orElse(0);
    }

    private List<Handled> after(long place) {
        return handled().stream().filter(one -> one.place() > place).toList();
    }

    @Test
    void handles_everything_once_and_each_stream_in_order() {
        try (var _ = start()) {
            appendALot();
            awaitEverythingOnce();

            appendALot();
            awaitEverythingOnce();
        }
    }

    @Test
    void leaves_each_stream_to_one_segment_and_gives_all_of_them_work() {
        try (var node = start()) {
            working(node, SEGMENTS);
            appendALot();
            appendALot();
            awaitEverythingOnce();
        }
        assertThat(streams())
                .allSatisfy((_, events) -> assertThat(events)
                        .extracting(Handled::segment)
                        .containsOnly(events.getFirst().segment()));
        assertThat(handled()).extracting(Handled::segment).containsOnly(0, 1);
    }

    @Test
    void goes_on_after_a_restart_where_it_was() {
        try (var _ = start()) {
            appendALot();
            awaitEverythingOnce();
        }
        var before = handled();
        appendALot();

        try (var _ = start()) {
            awaitEverythingOnce();
            assertThat(handled()).startsWith(before.toArray(Handled[]::new));
            appendALot();
            awaitEverythingOnce();
        }
    }

    @Test
    void handles_everything_anew_when_it_is_to_replay_and_goes_on_from_there() throws Exception {
        try (var node = start()) {
            appendALot();
            awaitEverythingOnce();
            var before = last();

            node.replay();

            await().atMost(LONGEST)
                    .until(() -> !handled().isEmpty() && handled().getFirst().place() > before);
            awaitEverythingOnce();
            assertThat(after(before)).isEqualTo(handled());
            appendALot();
            awaitEverythingOnce();
        }
    }

    @Test
    void is_shared_by_two_nodes_that_take_over_from_each_other() {
        var one = working(start(), SEGMENTS);
        try (var other = start()) {
            long before;
            try (one) {
                awaitShares(one, other);
                appendALot();
                awaitEverythingOnce();
                assertThat(streams())
                        .allSatisfy((_, events) -> assertThat(events)
                                .extracting(Handled::node)
                                .containsOnly(events.getFirst().node()));
                before = last();
            }

            working(other, SEGMENTS);
            appendALot();
            awaitEverythingOnce();
            assertThat(after(before)).extracting(Handled::node).containsOnly(other.id());
        }
    }

    /** Who comes first keeps all, until it is told to release some. */
    void awaitShares(Worker first, Worker second) {
        awaitShares(first, SEGMENTS, second, 0);
    }

    static void awaitShares(Worker first, int ofTheFirst, Worker second, int ofTheSecond) {
        await().atMost(LONGEST)
                .during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(List.of(first.segments(), second.segments()))
                        .containsExactly(ofTheFirst, ofTheSecond));
    }

    @Test
    void is_woken_by_what_is_appended() {
        var stream = new UUID(7, 1);
        var took = new ArrayList<Duration>();
        try (var node = start()) {
            working(node, SEGMENTS);
            append(stream, 1);
            awaitEverythingOnce();
            for (int i = 0; i < TRIES; i++) {
                var began = System.nanoTime();
                append(stream, 1);
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> handled().size() >= all());
                took.add(Duration.ofNanos(System.nanoTime() - began));
            }
        }
        took.sort(Comparator.naturalOrder());
        assertWoken(took.get(TRIES / 2));
    }

    /** Its coordinator looks every half second. */
    void assertWoken(Duration median) {
        assertThat(median).isLessThan(Duration.ofSeconds(2));
    }
}
