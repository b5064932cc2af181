package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.testing.Histories.journey;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.throughline.events.JourneyEvent;
import org.throughline.events.storage.EventCodec;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Histories;

@Isolated("its log is listened to")
class FollowingTracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String APPEND = "00f067aa0ba902b7";

    private final ListAppender<ILoggingEvent> errors = new ListAppender<>();
    private final Logger parking = (Logger) LoggerFactory.getLogger(Parking.class);
    private QueryHouse house;
    private Node node;

    @Configuration
    static class Followed {
        @Bean
        InMemorySpanExporter exported() {
            return InMemorySpanExporter.create();
        }

        @Bean
        OtelTracer tracer(InMemorySpanExporter exported) {
            var provider = SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build();
            return new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), ignored -> {});
        }
    }

    @BeforeEach
    void open() {
        house = QueryHouse.fresh("traces");
        house.append(admitted(1));
        node = house.startFeed(List.of(FragileProjection.class, Followed.class)).caughtUp();
        // an application that starts sets its logging up anew
        errors.start();
        parking.addAppender(errors);
    }

    @AfterEach
    void close() {
        parking.detachAppender(errors);
        house.close();
    }

    private static List<JourneyEvent> admitted(int number) {
        return journey(number)
                .enrolled("2026-01-05T09:00")
                .attended("2026-01-06T09:00", 120)
                .events();
    }

    private List<SpanData> spans(String name) {
        return node.part(InMemorySpanExporter.class).getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    @Test
    void goes_on_with_the_trace_of_an_append_in_every_projection_and_not_when_it_is_read_again() throws Exception {
        house.traced("00-" + TRACE + "-" + APPEND + "-01", admitted(2));
        node.caughtUp();
        house.append(admitted(3));
        node.caughtUp();

        for (var name : List.of("project fragile", "project timeline")) {
            assertThat(spans(name)).as(name).isNotEmpty().allSatisfy(span -> {
                assertThat(span.getTraceId()).isEqualTo(TRACE);
                assertThat(span.getParentSpanId()).isEqualTo(APPEND);
                assertThat(span.getStartEpochNanos()).isLessThanOrEqualTo(span.getEndEpochNanos());
            });
        }
        var before = spans("project fragile").size();
        assertThat(node.part(Feed.class).rebuild("fragile").get()).isTrue();
        assertThat(spans("project fragile")).hasSize(before);
    }

    @Test
    void hears_nothing_in_what_is_no_trace() {
        for (var notice : List.of("2 00-" + TRACE + "-" + APPEND + "-00", "00-" + TRACE + "-Quillfeather-01", "")) {
            house.traced(notice, admitted(4 + house.all().size()));
        }
        node.caughtUp();

        assertThat(node.part(InMemorySpanExporter.class).getFinishedSpanItems()).isEmpty();
    }

    @Test
    void logs_a_dead_letter_under_the_correlation_of_its_event() {
        node.part(FragileProjection.class).failing.add(Histories.journeyId(5).value());
        var stored = house.append(admitted(5));
        node.caughtUp();

        var correlation = EventCodec.ofHistory().metadata(stored.getFirst()).correlation();
        assertThat(errors.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains("cannot take the event");
            assertThat(line.getMDCPropertyMap()).containsEntry("correlation", correlation.toString());
        });
    }
}
