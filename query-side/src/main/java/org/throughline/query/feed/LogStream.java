package org.throughline.query.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The record from a position on, for one of Axon's processors, in stretches of many events: it is told how far the record
 * goes, and reads a stretch when it is at work on it, so that no more waits in memory than is being worked on. It says when
 * more is there, so that nobody polls: with the callback, the coordinator of a pooled processor wakes at once. Where
 * nobody waits for every single event, those that come soon after another are handed out together.
 */
final class LogStream implements BlockingStream<TrackedEventMessage<?>> {
    private static final Duration NO_LONGER_THAN = Duration.ofSeconds(1);

    private final RecordLog log;
    private final int longest;
    private final long restNanos;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Semaphore grown = new Semaphore(0);
    private final LiveUpdates.Subscription growth;
    private volatile @Nullable Runnable onAvailable;
    private @Nullable Stretch ahead;
    private long last;
    private long restsUntil = System.nanoTime();

    /** Hands out what comes within a rest after what was new together; the timer ends a rest. */
    LogStream(RecordLog log, long after, int longest, Duration rest, ScheduledExecutorService timer) {
        this.log = log;
        this.last = after;
        this.longest = longest;
        this.restNanos = rest.toNanos();
        this.timer = timer;
        this.growth = log.onGrowth(this::tell);
    }

    private void tell() {
        grown.release();
        var callback = onAvailable;
        if (callback != null) {
            callback.run();
        }
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return Optional.ofNullable(ahead()).map(LogStream::message);
    }

    @Override
    public boolean hasNextAvailable() {
        return ahead() != null;
    }

    /** The next stretch; it stays the same until it is taken. */
    private @Nullable Stretch ahead() {
        if (ahead == null) {
            var known = log.knownPosition();
            var rest = restsUntil - System.nanoTime();
            if (known > last && rest > 0) {
                tellAfter(rest);
            } else if (known > last) {
                ahead = new Stretch(last, Math.min(known, last + longest));
            }
        }
        return ahead;
    }

    private void tellAfter(long nanos) {
        if (waking.compareAndSet(false, true)) {
            var _ = timer.schedule(
                    () -> {
                        waking.set(false);
                        tell();
                    },
                    nanos,
                    TimeUnit.NANOSECONDS);
        }
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
        var next = ahead();
        while (next == null) {
            hasNextAvailable((int) NO_LONGER_THAN.toMillis(), TimeUnit.MILLISECONDS);
            next = ahead();
        }
        ahead = null;
        last = next.upTo();
        if (last == log.knownPosition()) {
            // one that is behind does not rest
            restsUntil = System.nanoTime() + restNanos;
        }
        return message(next);
    }

    private static TrackedEventMessage<?> message(Stretch stretch) {
        return new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(stretch.upTo()), GenericEventMessage.asEventMessage(stretch));
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
