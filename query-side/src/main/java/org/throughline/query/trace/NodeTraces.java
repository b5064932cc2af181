package org.throughline.query.trace;

import io.micrometer.observation.ObservationPredicate;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.util.StringUtils;

/** Traces of a node that runs by itself. It has none of it, and pays for none, unless it is told where to send spans. */
public final class NodeTraces {
    /** What Spring Boot would put to work by itself wherever it finds it. */
    public static final String MACHINERY = String.join(
            ",",
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
            "org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
            "org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
                    + ".OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration");

    private static final List<String> DESTINATIONS =
            List.of("management.opentelemetry.tracing.export.otlp.endpoint", "management.opentelemetry.otlp.endpoint");

    private NodeTraces() {}

    /** Joins a node that is about to start, if it is told where to send spans, and else keeps everything out of it. */
    public static void join(ConfigurableApplicationContext node) {
        var settings = node.getEnvironment();
        if (DESTINATIONS.stream().map(settings::getProperty).anyMatch(StringUtils::hasText)) {
            ((GenericApplicationContext) node).registerBean(Parts.class);
        } else {
            settings.getPropertySources()
                    .addLast(new MapPropertySource("untraced", Map.of("spring.autoconfigure.exclude", MACHINERY)));
        }
    }

    static final class Parts {
        @Bean
        SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
            return SpanExporters.of(exporters
                    .orderedStream()
                    .<SpanExporter>map(DiscreetExporter::new)
                    .toList());
        }

        /** Who asks every second how the node feels would hide everybody else. */
        @Bean
        ObservationPredicate worthATrace() {
            return (name, context) -> !name.startsWith("tasks.scheduled.")
                    && !(context instanceof ServerRequestObservationContext request && askedHowItFeels(request));
        }

        private static boolean askedHowItFeels(ServerRequestObservationContext context) {
            var request = context.getCarrier();
            return request != null && request.getRequestURI().startsWith("/actuator");
        }
    }
}
