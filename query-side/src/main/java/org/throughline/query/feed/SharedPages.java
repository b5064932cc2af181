package org.throughline.query.feed;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The record in pages, for rebuilds that go through it at the same time: each page is read and decoded once for all of
 * them, and the next while they write. Who is ahead of the others waits a little, so that they need the same pages.
 */
final class SharedPages {
    /** In memory at a time. */
    private static final int KEPT = 6;

    /** Read before anybody asks: while one is decoded, the database sends another. */
    private static final int FORESEEN = 2;

    private static final int AHEAD = KEPT - FORESEEN - 1;

    /** After a doubt the same position may be followed by another history. */
    private record Key(long after, int doubts) {}

    private final RecordLog log;
    private final int size;
    private final Executor executor;
    private final Duration patience;
    private final Set<Reader> readers = new HashSet<>();
    private final Map<Key, CompletableFuture<List<RecordedEvent>>> pages = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompletableFuture<List<RecordedEvent>>> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * Pages of a record.
     *
     * @param size events a page
     * @param executor reads the next page while the last is written
     * @param patience for how long one waits for the others at most
     */
    SharedPages(RecordLog log, int size, Executor executor, Duration patience) {
        this.log = log;
        this.size = size;
        this.executor = executor;
        this.patience = patience;
    }

    /** Somebody who begins to read after a position. */
    synchronized Reader reader(long after) {
        var reader = new Reader(after);
        readers.add(reader);
        return reader;
    }

    private synchronized CompletableFuture<List<RecordedEvent>> page(long after) {
        return pages.computeIfAbsent(
                new Key(after, log.doubts()), key -> CompletableFuture.supplyAsync(() -> load(key), executor));
    }

    /** Positions are dense: it is known where the next pages begin. Whoever asks for them is told what became of it. */
    private void foresee(long after) {
        if (after < log.knownPosition()) {
            var _ = page(after);
        }
    }

    private List<RecordedEvent> load(Key key) {
        var whole = false;
        try {
            var page = log.page(key.after, size);
            page.forEach(RecordedEvent::understand);
            whole = page.size() == size;
            return page;
        } finally {
            if (!whole) {
                // more may be there the next time
                forget(key);
            }
        }
    }

    private synchronized void forget(Key key) {
        pages.remove(key);
    }

    private synchronized void keepTogether(Reader reader, long after) {
        reader.at = after;
        notifyAll();
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            for (var left = patience.toMillis();
                    left > 0 && after - slowest() > (long) AHEAD * size;
                    left = Duration.ofNanos(deadline - System.nanoTime()).toMillis()) {
                wait(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long slowest() {
        return readers.stream().mapToLong(reader -> reader.at).min().orElse(0);
    }

    private synchronized void leave(Reader reader) {
        readers.remove(reader);
        if (readers.isEmpty()) {
            pages.clear();
        }
        notifyAll();
    }

    /** One of those who read. */
    final class Reader implements AutoCloseable {
        private long at;

        private Reader(long after) {
            this.at = after;
        }

        /**
         * The page after a position; empty if nothing is there yet.
         *
         * @throws RuntimeException if the record does not answer
         */
        List<RecordedEvent> after(long position) {
            keepTogether(this, position);
            try {
                var page = page(position);
                for (int further = 1; further <= FORESEEN; further++) {
                    foresee(position + (long) further * size);
                }
                return page.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw failed;
            }
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
