package org.throughline.command.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Lets out which address was asked for, by its pattern, which command it was about, and how it went. Everything else that a
 * span may hold stays here, because it may hold what somebody wrote: addresses, messages of exceptions, what a caller sent.
 */
record DiscreetExporter(SpanExporter exporter) implements SpanExporter {
    private static final Set<String> TOLD =
            Set.of("method", "uri", "status", "outcome", "exception", "command", "error");
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "UNKNOWN");

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return exporter.export(spans.stream().<SpanData>map(Discreet::new).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    private static final class Discreet extends DelegatingSpanData {
        private final Attributes told;
        private final boolean strange;

        Discreet(SpanData span) {
            super(span);
            // a method is any word
            var method = span.getAttributes().asMap().entrySet().stream()
                    .filter(attribute -> attribute.getKey().getKey().equals("method"))
                    .map(attribute -> String.valueOf(attribute.getValue()))
                    .findFirst();
            this.strange = method.isPresent() && !METHODS.contains(method.get());
            this.told = span.getAttributes().toBuilder()
                    .removeIf(key -> !TOLD.contains(key.getKey())
                            || (strange && key.getKey().equals("method")))
                    .build();
        }

        @Override
        public String getName() {
            return strange ? "http" : super.getName();
        }

        @Override
        public Attributes getAttributes() {
            return told;
        }

        @Override
        public int getTotalAttributeCount() {
            return told.size();
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public int getTotalRecordedEvents() {
            return 0;
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }

        @Override
        public SpanContext getSpanContext() {
            var context = super.getSpanContext();
            return SpanContext.create(
                    context.getTraceId(), context.getSpanId(), context.getTraceFlags(), TraceState.getDefault());
        }
    }
}
