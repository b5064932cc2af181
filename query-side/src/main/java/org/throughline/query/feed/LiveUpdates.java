package org.throughline.query.feed;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells, on every node, what every node's projections have just brought up to date. Subscribers are called on the
 * listening thread and must be quick.
 */
@Component
public class LiveUpdates implements SmartLifecycle {
    /** The channel of the views database that projections notify when they commit. */
    static final String CHANNEL = "throughline_views";

    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);

    /**
     * A projection has moved on.
     *
     * @param projection its name; {@code *} for all, when some news may have been missed
     * @param position how far it has read
     * @param journeys whose rows have changed
     * @param everything whether any journey may have changed: too many to tell, or unknown
     */
    public record Update(String projection, long position, Set<UUID> journeys, boolean everything) {
        static final Update UNKNOWN = new Update("*", 0, Set.of(), true);

        /** Whether a journey may have changed. */
        public boolean concerns(UUID journey) {
            return everything || journeys.contains(journey);
        }
    }

    /** Ends with {@link #close}. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private final DataSource database;
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<Consumer<Update>> subscribers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition counted = lock.newCondition();
    private long count;
    private volatile @Nullable Listening listening;

    LiveUpdates(@Qualifier("viewsListening") Unpooled database) {
        this.database = database.connections();
    }

    /** Calls back whenever any projection has moved on. */
    public Subscription subscribe(Consumer<Update> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Calls back whenever a journey may have changed in any read model. */
    public Subscription subscribe(UUID journey, Consumer<Update> subscriber) {
        return subscribe(update -> {
            if (update.concerns(journey)) {
                subscriber.accept(update);
            }
        });
    }

    /** How often anything was heard. */
    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something more is heard, or for some time. */
    long awaitAfter(long seen, long millis) throws InterruptedException {
        lock.lock();
        try {
            var left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (count == seen && left > 0) {
                left = counted.awaitNanos(left);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void countOne() {
        lock.lock();
        try {
            count++;
            counted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void tell(Update update) {
        countOne();
        for (var subscriber : subscribers) {
            try {
                subscriber.accept(update);
            } catch (RuntimeException failure) {
                // one page that went away must not keep the news from the others
                LOG.debug("A subscriber failed", failure);
            }
        }
    }

    @Override
    public void start() {
        listening = new Listening(database, CHANNEL, new Listening.Ear() {
            @Override
            public void heard(String payload) {
                tell(json.readValue(payload, Update.class));
            }

            @Override
            public void connected() {
                tell(Update.UNKNOWN);
            }

            @Override
            public void quiet() {
                countOne();
            }
        });
    }

    @Override
    public void stop() {
        var current = listening;
        listening = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public boolean isRunning() {
        return listening != null;
    }

    @Override
    public int getPhase() {
        // before the projections, so that nothing they say is missed; stopped after them
        return 0;
    }
}
