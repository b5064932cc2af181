package org.throughline.command.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.Test;
import org.throughline.command.patient.PatientCommand;

class WhatLeavesTest {
    private final Spans spans = new Spans();

    @Test
    void is_the_route_and_how_it_went() {
        spans.tracer()
                .nextSpan()
                .name("http post /api/record/patients")
                .tag("method", "POST")
                .tag("uri", "/api/record/patients")
                .tag("status", "201")
                .start()
                .end();

        assertThat(spans.left()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("http post /api/record/patients");
            assertThat(span.getAttributes().asMap())
                    .containsOnlyKeys(
                            AttributeKey.stringKey("method"),
                            AttributeKey.stringKey("uri"),
                            AttributeKey.stringKey("status"));
        });
    }

    @Test
    void is_nothing_that_somebody_wrote() {
        var span = spans.tracer()
                .nextSpan()
                .name("http quillfeather")
                .tag("method", "QUILLFEATHER")
                .tag("http.url", "/patients?name=Quillfeather")
                .tag("url.query", "name=Quillfeather")
                .start();
        span.error(new IllegalStateException("Quillfeather is no name"));
        span.event("Quillfeather");
        span.end();

        assertThat(spans.left()).singleElement().satisfies(left -> {
            assertThat(left.getName()).isEqualTo("http");
            assertThat(left.getAttributes().isEmpty()).isTrue();
            assertThat(left.getEvents()).isEmpty();
            assertThat(left.getStatus()).isEqualTo(StatusData.error());
        });
    }

    @Test
    void names_the_kind_of_a_command_and_stays_in_one_trace() {
        var steps = spans.steps();

        var inside = steps.command(PatientCommand.RegisterPatient.class, () -> steps.append(steps::traceparent));

        var append = spans.left().getFirst();
        var command = spans.left().getLast();
        assertThat(command.getName()).isEqualTo("command RegisterPatient");
        assertThat(append.getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(inside).isEqualTo("00-" + command.getTraceId() + "-" + append.getSpanId() + "-01");
        assertThat(steps.traceparent()).isEmpty();
    }

    @Test
    void is_nothing_while_nobody_follows() {
        assertThat(Steps.UNTOLD.append(Steps.UNTOLD::traceparent)).isEmpty();
        assertThat(spans.left()).isEmpty();
    }
}
