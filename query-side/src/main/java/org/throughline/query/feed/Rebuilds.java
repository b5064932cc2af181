package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rebuilds read models, one at a time each, whichever node was asked. */
@Component
public class Rebuilds {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    /**
     * How far a rebuild is.
     *
     * @param position how far it has read
     * @param head how far it has to read
     * @param perSecond events a second so far
     * @param remaining what is left at that rate; null until that is known
     * @param endedAt null while it is underway
     * @param failure class and code of what stopped it, if something did
     * @param comparison how what was built compares with the live one before; null until it is done
     */
    public record Progress(
            String projection,
            long position,
            long head,
            long perSecond,
            @Nullable Duration remaining,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String failure,
            @Nullable Comparison comparison) {}

    private final JdbcClient client;
    private final DataSource views;
    private final DataSource locking;
    private final RecordLog log;
    private final Skips skips;
    private final Delivery delivery;
    private final FeedSettings settings;
    private final Map<String, LongAdder> differing = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("rebuilding ", 1).factory());
    private final SharedPages pages;

    Rebuilds(
            @Qualifier("views") JdbcClient client,
            @Qualifier("viewsRebuilding") Unpooled views,
            @Qualifier("viewsListening") Unpooled locking,
            RecordLog log,
            Skips skips,
            Delivery delivery,
            FeedSettings settings) {
        this.client = client;
        this.views = views.connections();
        this.locking = locking.connections();
        this.log = log;
        this.skips = skips;
        this.delivery = delivery;
        this.settings = settings;
        this.pages = new SharedPages(log, settings.page(), threads, Duration.ofSeconds(1));
    }

    /** The last or current rebuild of every read model. */
    public List<Progress> progress() {
        return client.sql("select * from feed.rebuild order by projection")
                .query((row, ignored) -> {
                    var events = row.getLong("events");
                    var perSecond = events * 1_000 / Math.max(1, row.getLong("worked_ms"));
                    var left = row.getLong("head") - row.getLong("position");
                    var endedAt = row.getObject("ended_at", OffsetDateTime.class);
                    return new Progress(
                            row.getString("projection"),
                            row.getLong("position"),
                            row.getLong("head"),
                            perSecond,
                            perSecond == 0 ? null : Duration.ofSeconds(Math.ceilDiv(left, perSecond)),
                            row.getObject("started_at", OffsetDateTime.class).toInstant(),
                            endedAt == null ? null : endedAt.toInstant(),
                            row.getString("failure"),
                            Comparison.parse(row.getString("comparison")));
                })
                .list();
    }

    /** Whether a rebuild was killed before it ended. */
    boolean interrupted(Projection projection) {
        return client.sql("""
            select count(*) > 0 from feed.rebuild
            where projection = ? and ended_at is null and failure is null\
            """).param(projection.name()).query(Boolean.class).single();
    }

    /** Rebuilds in the background; completes with whether it was this node that did it. */
    CompletableFuture<Boolean> start(Projection projection) {
        return CompletableFuture.supplyAsync(() -> run(projection, ReadModels.Fitness.FIT), threads);
    }

    /**
     * Rebuilds.
     *
     * @param fitness of the live read model
     * @return false if another node is at it
     * @throws RebuildFailed if it fails; the live read model is as it was
     */
    boolean run(Projection projection, ReadModels.Fitness fitness) {
        var rebuild = new Rebuild(projection, settings.segments(), views, log, skips, delivery, settings.page(), pages);
        try (var connection = locking.getConnection()) {
            if (!lock(connection, projection)) {
                return false;
            }
            LOG.info("The read model {} is being rebuilt", projection.name());
            tell(projection, rebuild.run(fitness));
            return true;
        } catch (Rebuild.Overtaken overtaken) {
            // the connection that held the lock was lost, and somebody else got it
            LOG.warn("The rebuild of {} goes on elsewhere", projection.name());
            return false;
        } catch (SQLException | RuntimeException failure) {
            LOG.error("The rebuild of {} failed: {}", projection.name(), Parking.cause(failure));
            client.sql("""
                    update feed.rebuild set failure = ? where projection = ? and runner = ? and ended_at is null""")
                    .params(Parking.cause(failure), projection.name(), rebuild.runner())
                    .update();
            throw new RebuildFailed(projection.name(), failure);
        }
    }

    private void tell(Projection projection, Comparison comparison) {
        if (comparison.outcome() == Comparison.Outcome.DIFFERENT) {
            differing.computeIfAbsent(projection.name(), _ -> new LongAdder()).increment();
            LOG.warn(
                    "The read model {} was rebuilt, and differs from the one before at position {}: {}",
                    projection.name(),
                    comparison.position(),
                    comparison.differing());
        }
    }

    /** How many rebuilds on this node found other rows in the live read model than in what they had built. */
    long differing(String projection) {
        var count = differing.get(projection);
        return count == null ? 0 : count.sum();
    }

    /** Held by the connection, so that it ends with this node, however that ends. */
    private static boolean lock(Connection connection, Projection projection) throws SQLException {
        try (var select = connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 7))")) {
            select.setString(1, "throughline rebuild " + projection.name());
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** A read model could not be rebuilt; the live one is as it was. */
    static final class RebuildFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        RebuildFailed(String projection, Throwable cause) {
            super("The read model " + projection + " could not be rebuilt", cause);
        }
    }
}
