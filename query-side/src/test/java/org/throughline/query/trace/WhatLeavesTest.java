package org.throughline.query.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatLeavesTest {
    private final InMemorySpanExporter left = InMemorySpanExporter.create();

    private static TestSpanData.Builder span() {
        return TestSpanData.builder()
                .setName("http get /journeys/{journey}")
                .setKind(SpanKind.SERVER)
                .setStartEpochNanos(1)
                .setEndEpochNanos(2)
                .setHasEnded(true)
                .setStatus(StatusData.unset());
    }

    @Test
    void is_the_route_the_read_model_and_how_it_went() {
        var told = Attributes.builder()
                .put("method", "GET")
                .put("uri", "/journeys/{journey}")
                .put("status", "200")
                .put("projection", "timeline")
                .build();
        new DiscreetExporter(left).export(List.of(span().setAttributes(told).build()));

        assertThat(left.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("http get /journeys/{journey}");
            assertThat(span.getAttributes()).isEqualTo(told);
        });
    }

    @Test
    void is_nothing_that_somebody_wrote() {
        var written = span().setName("http quillfeather")
                .setAttributes(Attributes.builder()
                        .put("method", "QUILLFEATHER")
                        .put("http.url", "/patients/Quillfeather")
                        .put("url.query", "q=Quillfeather")
                        .put("db.statement", "select 'Quillfeather'")
                        .build())
                .setEvents(List.of(EventData.create(1, "Quillfeather", Attributes.empty())))
                .setTotalRecordedEvents(1)
                .setStatus(StatusData.create(StatusCode.ERROR, "Quillfeather is no name"))
                .setSpanContext(SpanContext.create(
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        "00f067aa0ba902b7",
                        TraceFlags.getSampled(),
                        TraceState.builder().put("of", "Quillfeather").build()));
        new DiscreetExporter(left).export(List.of(written.build()));

        assertThat(left.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("http");
            assertThat(span.getAttributes().isEmpty()).isTrue();
            assertThat(span.getEvents()).isEmpty();
            assertThat(span.getStatus()).isEqualTo(StatusData.error());
            assertThat(span.getSpanContext().getTraceState().isEmpty()).isTrue();
            assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        });
    }
}
