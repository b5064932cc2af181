package org.throughline.query.feed;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the read models have read the record. */
@Component
public class Positions {
    /** A reader who asks for a position waits no longer than this. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final JdbcClient views;
    private final LiveUpdates updates;
    private final RecordLog log;

    Positions(@Qualifier("views") JdbcClient views, LiveUpdates updates, RecordLog log) {
        this.views = views;
        this.updates = updates;
        this.log = log;
    }

    /** How far the record goes. */
    public long recorded() {
        return log.head().position();
    }

    /** Everything up to this position is in the read model; 0 if nothing is. */
    public long of(String projection) {
        return views.sql("select coalesce(min(position), 0) from feed.position where projection = ?")
                .param(projection)
                .query(Long.class)
                .single();
    }

    /**
     * Waits until read models hold everything up to a position, two seconds at most.
     *
     * @return whether they do
     */
    public boolean await(long position, String... projections) {
        var deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        return Arrays.stream(projections).allMatch(projection -> await(projection, position, deadline));
    }

    private boolean await(String projection, long position, long deadline) {
        var seen = updates.count();
        while (of(projection) < position) {
            var left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                seen = updates.awaitAfter(seen, TimeUnit.NANOSECONDS.toMillis(left) + 1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
