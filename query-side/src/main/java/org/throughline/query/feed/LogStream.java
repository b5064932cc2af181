package org.throughline.query.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * The record from a position on, for one of Axon's processors. It says when more is there, so that nobody polls: with
 * the callback, the coordinator of a pooled processor wakes at once.
 */
final class LogStream implements BlockingStream<TrackedEventMessage<?>> {
    private static final int PAGE = 1_000;
    private static final Duration NO_LONGER_THAN = Duration.ofSeconds(1);

    private final RecordLog log;
    private final Deque<RecordedEvent> ahead = new ArrayDeque<>();
    private final Semaphore grown = new Semaphore(0);
    private final LiveUpdates.Subscription growth;
    private volatile @Nullable Runnable onAvailable;
    private long last;

    LogStream(RecordLog log, long after) {
        this.log = log;
        this.last = after;
        this.growth = log.onGrowth(() -> {
            grown.release();
            var callback = onAvailable;
            if (callback != null) {
                callback.run();
            }
        });
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return hasNextAvailable() ? Optional.of(message(ahead.getFirst())) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable() {
        if (ahead.isEmpty() && log.knownPosition() > last) {
            ahead.addAll(log.sharedPage(last, PAGE));
        }
        return !ahead.isEmpty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        var deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!hasNextAvailable()) {
            var left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (grown.tryAcquire(Math.min(left, NO_LONGER_THAN.toNanos()), TimeUnit.NANOSECONDS)) {
                grown.drainPermits();
            }
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable((int) NO_LONGER_THAN.toMillis(), TimeUnit.MILLISECONDS)) {
            Thread.onSpinWait();
        }
        var next = ahead.removeFirst();
        last = next.position();
        return message(next);
    }

    private static TrackedEventMessage<?> message(RecordedEvent event) {
        return new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(event.position()),
                new GenericEventMessage<>(
                        event.stored().eventId().toString(), event, MetaData.emptyInstance(), event.recorded()));
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        onAvailable = callback;
        return true;
    }

    @Override
    public void close() {
        growth.close();
    }
}
