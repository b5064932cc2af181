package org.throughline.query.feed;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.throughline.query.correlation.Correlation;

/**
 * Goes on with the traces of commands where their events are applied. An append says in its notification which trace it
 * belongs to: events themselves hold nothing of it, so that what is read later, as by a rebuild, belongs to none. What is
 * not heard is not traced, and otherwise applied like everything else.
 */
@Component
class Traces {
    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);
    private static final int REMEMBERED = 1_000;
    /** How many events before the last an append ended, how many it had, its trace and its span. */
    private static final Pattern TRACED = Pattern.compile(" (\\d{1,9}) (\\d{1,9}) 00-([0-9a-f]{32})-([0-9a-f]{16})-01");

    /** The trace of an append, up to its last position. */
    private record Told(long last, TraceContext trace) {}

    /** What is done with a batch. */
    interface Step {
        void take() throws SQLException;
    }

    private final Tracer tracer;
    private final boolean followed;
    private final ConcurrentSkipListMap<Long, Told> told = new ConcurrentSkipListMap<>();

    Traces(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
        this.followed = !this.tracer.equals(Tracer.NOOP);
    }

    /** Hears the notification of a group of appends: how far it goes, and what is told of those that are traced. */
    void hear(String notification) {
        var place = notification.indexOf(' ');
        if (!followed || place < 0) {
            return;
        }
        var end = Long.parseLong(notification.substring(0, place));
        var traced = TRACED.matcher(notification);
        while (traced.find()) {
            var last = end - Long.parseLong(traced.group(1));
            var trace = tracer.traceContextBuilder()
                    .traceId(traced.group(3))
                    .spanId(traced.group(4))
                    .sampled(true)
                    .build();
            told.put(last - Long.parseLong(traced.group(2)) + 1, new Told(last, trace));
        }
        while (told.size() > REMEMBERED) {
            told.pollFirstEntry();
        }
    }

    /**
     * Takes a step with a batch: what it logs has the correlation of the events, if they have one in common, and each trace
     * that events belong to gets a span.
     *
     * @throws SQLException if the step fails, of which no span tells: it is taken again
     */
    void follow(String projection, List<RecordedEvent> events, Step step) throws SQLException {
        var began = Instant.now();
        var common = common(events);
        if (common.isPresent()) {
            try (var _ = Correlation.logged(common.get())) {
                step.take();
                LOG.debug("{} has taken {} events, up to position {}", projection, events.size(), position(events));
            }
        } else {
            step.take();
        }
        if (!told.isEmpty()) {
            tell(projection, events, began);
        }
    }

    private static long position(List<RecordedEvent> events) {
        return events.getLast().position();
    }

    private static Optional<UUID> common(List<RecordedEvent> events) {
        var first = events.getFirst().correlation();
        return first.isPresent()
                        && events.stream().allMatch(event -> event.correlation().equals(first))
                ? first
                : Optional.empty();
    }

    /** An append may be read before it is heard of, so it is asked only now whether somebody follows it. */
    private void tell(String projection, List<RecordedEvent> events, Instant began) {
        var traces = new LinkedHashSet<TraceContext>();
        for (var event : events) {
            var append = told.floorEntry(event.position());
            if (append != null && event.position() <= append.getValue().last()) {
                traces.add(append.getValue().trace());
            }
        }
        for (var trace : traces) {
            tracer.spanBuilder()
                    .setParent(trace)
                    .kind(Span.Kind.CONSUMER)
                    .name("project " + projection)
                    .tag("projection", projection)
                    .startTimestamp(ChronoUnit.MICROS.between(Instant.EPOCH, began), TimeUnit.MICROSECONDS)
                    .start()
                    .end();
        }
    }
}
