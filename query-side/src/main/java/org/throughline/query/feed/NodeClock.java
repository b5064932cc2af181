package org.throughline.query.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether this node's clock can be believed: every few seconds it is compared with the record's, and in between with time
 * as it passes here, which no setting of the clock changes. A node whose clock is off by more than a minute is not ready.
 * Nodes share the work on read models by the record's time, whatever their own clocks say.
 */
@Component("clock")
public class NodeClock implements HealthIndicator, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NodeClock.class);
    private static final Duration TOLERATED = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration QUICK = Duration.ofSeconds(2);

    private record Compared(long nanos, Instant record) {
        Instant now() {
            return record.plusNanos(System.nanoTime() - nanos);
        }
    }

    private final JdbcClient record;
    private final InstantSource own;
    private volatile @Nullable Compared compared;
    private volatile @Nullable Thread comparing;
    private boolean said;

    NodeClock(@Qualifier("queryRecord") JdbcClient record, @Qualifier("queryClock") InstantSource own) {
        this.record = record;
        this.own = own;
    }

    /** Whether it is off by more than a minute; until it could be compared, it is believed. */
    public boolean isWrong() {
        return compared != null && Duration.between(now(), own.instant()).abs().compareTo(TOLERATED) > 0;
    }

    private Instant now() {
        var last = compared;
        return last == null ? own.instant() : last.now();
    }

    void compare() {
        try {
            var asked = System.nanoTime();
            var answer = record.sql("select clock_timestamp()")
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant();
            var took = Duration.ofNanos(System.nanoTime() - asked);
            if (took.compareTo(QUICK) < 0) {
                compared = new Compared(asked + took.toNanos() / 2, answer);
            }
        } catch (DataAccessException silent) {
            LOG.debug("The record does not tell the time; time passes here meanwhile", silent);
        }
        if (isWrong() && !said) {
            LOG.error("The clock of this node is off by more than a minute: it answers nobody until it is right");
        }
        said = isWrong();
    }

    @Override
    public Health health() {
        return isWrong() ? Health.outOfService().build() : Health.up().build();
    }

    /** The record's time as it is known here: it passes evenly, however this node's clock is set. */
    Clock ofTheRecord() {
        return new OfTheRecord(ZoneOffset.UTC);
    }

    @Override
    public void start() {
        AbstractTokenEntry.clock = ofTheRecord();
        comparing = Thread.ofPlatform().daemon().name("comparing clocks").start(() -> {
            try {
                while (true) {
                    compare();
                    TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private final class OfTheRecord extends Clock {
        private final ZoneId zone;

        OfTheRecord(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new OfTheRecord(other);
        }

        @Override
        public Instant instant() {
            return now();
        }
    }

    @Override
    public void stop() {
        var thread = comparing;
        comparing = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return comparing != null;
    }

    @Override
    public int getPhase() {
        // before the processors that share their work by it
        return 0;
    }
}
