package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.events.storage.EventCodec;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Histories;
import org.throughline.testing.Role;

/** A message of the record tells of a stretch of events: positions are dense, so nothing has to be read to know which. */
class RecordSourceTest extends MessageSourceContract {
    private static final int LONGEST = 2;
    private static final Duration REST = Duration.ofMillis(200);

    private final QueryHouse house = QueryHouse.fresh("source");
    private final RecordLog log = new RecordLog(
            JdbcClient.create(house.record(Role.QUERY)),
            EventCodec.ofHistory(),
            new Unpooled(((HikariDataSource) house.record(Role.QUERY)).getDataSource()),
            new Traces(new StaticListableBeanFactory().getBeanProvider(Tracer.class)));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void open() {
        log.start();
    }

    @AfterEach
    void close() {
        log.stop();
        timer.shutdownNow();
        house.close();
    }

    @Override
    StreamableMessageSource<TrackedEventMessage<?>> source() {
        return source(Duration.ZERO);
    }

    private Processors.Source source(Duration rest) {
        return new Processors.Source(log, LONGEST, rest, timer);
    }

    @Override
    void append(int events) {
        house.append(Collections.nCopies(events, Histories.published()));
    }

    @Override
    List<Long> told(TrackedEventMessage<?> message) {
        var stretch = (Stretch) message.getPayload();
        return LongStream.range(stretch.after(), stretch.upTo()).boxed().toList();
    }

    /** Nobody has to look: the coordinator of a pooled processor wakes at once. */
    @Override
    void assertCalledBack(boolean promised, AtomicInteger calls) {
        assertThat(promised).isTrue();
        await().until(() -> calls.get() > 0);
    }

    /** Nothing is begun anew from some time on: a read model is a function of everything. */
    @Override
    void assertFoundByTime(Instant before) {
        assertThatThrownBy(() -> source().createTokenAt(before)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void rests_after_what_was_new_where_nobody_waits_for_every_single_event() throws InterruptedException {
        append(1);
        try (var stream = source(REST).openStream(null)) {
            var began = System.nanoTime();
            stream.nextAvailable();
            append(1);

            assertThat(told(stream.nextAvailable())).containsExactly(1L);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(REST);
        }
    }
}
