package org.throughline.command.trace;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** Spans as they leave a node: through the one who lets little out, into memory. */
public final class Spans {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new DiscreetExporter(exported)))
            .build();
    private final OtelTracer tracer =
            new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), ignored -> {});
    private final ObservationRegistry observations = ObservationRegistry.create();

    /** Spans of observations, too. */
    public Spans() {
        observations.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
    }

    /** Makes spans. */
    public OtelTracer tracer() {
        return tracer;
    }

    /** Steps that become spans. */
    public Steps steps() {
        return new Steps(observations, tracer);
    }

    /** What has left. */
    public List<SpanData> left() {
        return exported.getFinishedSpanItems();
    }
}
