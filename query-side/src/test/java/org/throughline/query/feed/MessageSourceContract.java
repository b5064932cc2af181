package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What Axon's processors expect of what they read from; ours and Axon's own must both pass. Where ours differs, what is
 * expected can be overridden, and the override says why.
 */
abstract class MessageSourceContract {
    private static final int LONGEST_SECONDS = 10;
    private static final int SHORT_MILLIS = 50;
    private static final int TRIES = 3;

    abstract StreamableMessageSource<TrackedEventMessage<?>> source();

    /** Appends so many events. */
    abstract void append(int events);

    /** The events that a message tells of: their numbers in the order in which they were appended, from 0. */
    abstract List<Long> told(TrackedEventMessage<?> message);

    @Test
    void tells_everything_in_order_and_once() throws InterruptedException {
        append(3);
        append(1);
        append(3);

        assertThat(readFrom(null, 7)).isEqualTo(numbers(0, 7));
        assertThat(readFrom(source().createTailToken(), 7)).isEqualTo(numbers(0, 7));
    }

    @Test
    void tells_what_is_new_to_whoever_has_read_all_else() throws InterruptedException {
        append(2);
        try (var stream = source().openStream(null)) {
            assertThat(read(stream, 2)).isEqualTo(numbers(0, 2));

            append(1);
            assertThat(read(stream, 1)).isEqualTo(numbers(2, 3));
            append(3);
            assertThat(read(stream, 3)).isEqualTo(numbers(3, 6));
        }
    }

    @Test
    void goes_on_after_every_token() throws InterruptedException {
        append(5);
        try (var stream = source().openStream(null)) {
            for (var read = 0; read < 5; ) {
                var message = stream.nextAvailable();
                read += told(message).size();
                assertThat(readFrom(message.trackingToken(), 5 - read)).isEqualTo(numbers(read, 5));
            }
        }
    }

    @Test
    void begins_at_the_head_with_what_is_appended_from_then_on() throws InterruptedException {
        append(3);
        var head = source().createHeadToken();
        assertThat(readFrom(head, 0)).isEmpty();

        append(2);

        assertThat(readFrom(head, 2)).isEqualTo(numbers(3, 5));
    }

    @Test
    void shows_the_next_message_without_taking_it() throws InterruptedException {
        append(1);
        try (var stream = source().openStream(null)) {
            assertThat(stream.hasNextAvailable(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            append(1);

            var shown = stream.peek().orElseThrow();

            assertThat(stream.peek())
                    .hasValueSatisfying(again -> assertThat(told(again)).isEqualTo(told(shown)));
            assertThat(told(stream.nextAvailable())).isEqualTo(told(shown)).startsWith(0L);
        }
    }

    @Test
    void tells_every_reader_everything() throws InterruptedException {
        append(2);
        try (var one = source().openStream(null);
                var other = source().openStream(null)) {
            assertThat(read(one, 2)).isEqualTo(numbers(0, 2));
            append(2);
            assertThat(read(other, 4)).isEqualTo(numbers(0, 4));
            assertThat(read(one, 2)).isEqualTo(numbers(2, 4));
        }
    }

    @Test
    void waits_no_longer_than_it_is_asked_to() throws InterruptedException {
        append(1);
        try (var stream = source().openStream(null)) {
            read(stream, 1);
            var began = System.nanoTime();

            assertThat(stream.hasNextAvailable(SHORT_MILLIS, TimeUnit.MILLISECONDS))
                    .isFalse();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(SHORT_MILLIS), Duration.ofSeconds(LONGEST_SECONDS));
            assertThat(stream.peek()).isEmpty();
        }
    }

    @Test
    void wakes_who_waits_when_something_is_appended() throws Exception {
        var quickest = Long.MAX_VALUE;
        try (var stream = source().openStream(null)) {
            for (long number = 0; number < TRIES; number++) {
                var next = new FutureTask<>(() -> told(stream.nextAvailable()));
                started(next);
                var began = System.nanoTime();

                append(1);

                assertThat(next.get(LONGEST_SECONDS, TimeUnit.SECONDS)).containsExactly(number);
                quickest = Math.min(quickest, System.nanoTime() - began);
            }
        }
        // no look every second can hide in this
        assertThat(Duration.ofNanos(quickest)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void lets_go_of_who_waits_when_it_is_interrupted() {
        try (var stream = source().openStream(null)) {
            var next = new FutureTask<>(() -> told(stream.nextAvailable()));
            var thread = started(next);

            thread.interrupt();

            assertThatThrownBy(() -> next.get(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    /** A thread that has come as far as it gets by itself. */
    private static Thread started(FutureTask<?> task) {
        var thread = Thread.ofPlatform().start(task);
        await().until(() ->
                thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
        return thread;
    }

    @Test
    void is_asked_to_call_back() {
        var calls = new AtomicInteger();
        try (var stream = source().openStream(null)) {
            var promised = stream.setOnAvailableCallback(calls::incrementAndGet);

            append(1);

            assertCalledBack(promised, calls);
        }
    }

    /** Axon's own store calls nobody: a coordinator has to look every half second. */
    void assertCalledBack(boolean promised, AtomicInteger calls) {
        assertThat(promised).isFalse();
        assertThat(calls).hasValue(0);
    }

    @Test
    void is_asked_where_the_events_after_some_time_begin() throws InterruptedException {
        append(2);

        assertFoundByTime(Instant.now().minus(Duration.ofMinutes(1)));
    }

    /** Events are found by their time. */
    void assertFoundByTime(Instant before) throws InterruptedException {
        assertThat(readFrom(source().createTokenAt(before), 2)).isEqualTo(numbers(0, 2));
    }

    /** Reads so many events, and that there are no more. */
    private List<Long> readFrom(@Nullable TrackingToken token, int events) throws InterruptedException {
        try (var stream = source().openStream(token)) {
            var read = read(stream, events);
            assertThat(stream.hasNextAvailable(SHORT_MILLIS, TimeUnit.MILLISECONDS))
                    .isFalse();
            return read;
        }
    }

    private List<Long> read(BlockingStream<TrackedEventMessage<?>> stream, int events) throws InterruptedException {
        var read = new ArrayList<Long>();
        while (read.size() < events && stream.hasNextAvailable(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            read.addAll(told(stream.nextAvailable()));
        }
        return read;
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
