package org.throughline.query.feed;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What is measured of every projection, for whoever watches: how far it is behind and how many events wait. Every node
 * tells the same of all of them, whichever node is at work; only rebuilds are counted where they ran.
 */
@Component
class FeedMeters implements MeterBinder {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Reading(long at, Map<String, Feed.Status> status) {}

    private final Feed feed;
    private final Rebuilds rebuilds;
    private volatile @Nullable Reading last;

    FeedMeters(Feed feed, Rebuilds rebuilds) {
        this.feed = feed;
        this.rebuilds = rebuilds;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var projection : feed.projections()) {
            gauge("throughline.projection.lag.events", projection, Feed.Status::lagEvents)
                    .description("Events of the record that the read model does not hold yet")
                    .register(registry);
            gauge("throughline.projection.lag", projection, Feed.Status::lagSeconds)
                    .description("For how long the oldest of them has been in the record")
                    .baseUnit("seconds")
                    .register(registry);
            gauge("throughline.projection.dead.letters", projection, Feed.Status::deadLetters)
                    .description("Events that could not be taken, and those that wait behind them")
                    .register(registry);
            FunctionCounter.builder("throughline.rebuild.differences", rebuilds, of -> of.differing(projection))
                    .tag("projection", projection)
                    .description("Rebuilds on this node that found other rows in the live read model")
                    .register(registry);
        }
    }

    private Gauge.Builder<FeedMeters> gauge(String name, String projection, ToDoubleFunction<Feed.Status> measure) {
        return Gauge.builder(name, this, meters -> meters.measured(projection, measure))
                .tag("projection", projection);
    }

    /** Not a number while a database does not answer. */
    private double measured(String projection, ToDoubleFunction<Feed.Status> measure) {
        try {
            var status = reading().status().get(projection);
            return status == null ? Double.NaN : measure.applyAsDouble(status);
        } catch (DataAccessException silent) {
            return Double.NaN;
        }
    }

    /** All gauges are asked one after another: they are told what was read once. */
    private Reading reading() {
        var known = last;
        var now = System.nanoTime();
        if (known == null || now - known.at() > FRESH.toNanos()) {
            known = new Reading(
                    now,
                    feed.status().stream().collect(Collectors.toMap(Feed.Status::projection, Function.identity())));
            last = known;
        }
        return known;
    }
}
