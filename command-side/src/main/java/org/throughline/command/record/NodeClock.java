package org.throughline.command.record;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether this node's clock can be believed: every few seconds it is compared with the record's, and in between with time
 * as it passes here, which no setting of the clock changes. A node whose clock is off by more than a minute is not ready:
 * it would judge by it what has happened already and what is late.
 */
@Component("recordingClock")
public class NodeClock implements HealthIndicator, InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(NodeClock.class);
    private static final Duration TOLERATED = Duration.ofMinutes(1);
    private static final Duration QUICK = Duration.ofSeconds(2);

    private record Compared(long nanos, Instant record) {
        Instant now() {
            return record.plusNanos(System.nanoTime() - nanos);
        }
    }

    private final DataSource record;
    private final InstantSource own;
    private volatile @Nullable Compared compared;
    private boolean said;

    @Autowired
    NodeClock(@Qualifier("commandRecordDataSource") DataSource record) {
        this(record, InstantSource.system());
    }

    NodeClock(DataSource record, InstantSource own) {
        this.record = record;
        this.own = own;
    }

    /** The record's time as it is known here: commands are judged by it, also while this node's clock is being set. */
    @Override
    public Instant instant() {
        var last = compared;
        return last == null ? own.instant() : last.now();
    }

    /** Whether it is off by more than a minute; until it could be compared, it is believed. */
    public boolean isWrong() {
        return compared != null
                && Duration.between(instant(), own.instant()).abs().compareTo(TOLERATED) > 0;
    }

    @Scheduled(fixedDelayString = "PT5S")
    void compare() {
        try (var connection = record.getConnection();
                var select = connection.prepareStatement("select clock_timestamp()")) {
            var asked = System.nanoTime();
            try (var row = select.executeQuery()) {
                row.next();
                var answer = row.getObject(1, OffsetDateTime.class).toInstant();
                var took = Duration.ofNanos(System.nanoTime() - asked);
                if (took.compareTo(QUICK) < 0) {
                    compared = new Compared(asked + took.toNanos() / 2, answer);
                }
            }
        } catch (SQLException silent) {
            LOG.debug("The record does not tell the time; time passes here meanwhile", silent);
        }
        if (isWrong() && !said) {
            LOG.error("The clock of this node is off by more than a minute: it records nothing until it is right");
        }
        said = isWrong();
    }

    @Override
    public Health health() {
        return isWrong() ? Health.outOfService().build() : Health.up().build();
    }
}
