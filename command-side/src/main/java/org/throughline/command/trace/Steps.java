package org.throughline.command.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The steps of a command, for whoever measures: each is timed, and is a span where the request is traced. Kinds of commands
 * are named, and nothing of what they say.
 */
@Component
public final class Steps {
    /** Nobody measures. */
    public static final Steps UNTOLD = new Steps(ObservationRegistry.NOOP, Tracer.NOOP);

    private final ObservationRegistry measured;
    private final Tracer traced;

    @Autowired
    Steps(ObjectProvider<ObservationRegistry> measured, ObjectProvider<Tracer> traced) {
        this(measured.getIfAvailable(() -> ObservationRegistry.NOOP), traced.getIfAvailable(() -> Tracer.NOOP));
    }

    /** Steps that are told to these. */
    public Steps(ObservationRegistry measured, Tracer traced) {
        this.measured = measured;
        this.traced = traced;
    }

    /** Carries out a command of a kind, from judging it to knowing that it is recorded. */
    public <T> T command(Class<?> kind, Supplier<T> work) {
        return Observation.createNotStarted("throughline.command", measured)
                .contextualName("command " + kind.getSimpleName())
                .lowCardinalityKeyValue("command", kind.getSimpleName())
                .observe(work);
    }

    /** Appends to the record. */
    public <T> T append(Supplier<T> work) {
        return Observation.createNotStarted("throughline.append", measured)
                .contextualName("append")
                .observe(work);
    }

    /**
     * Where another process can go on with the trace that this thread is in, as W3C writes it; empty if nobody follows it.
     *
     * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
     */
    public String traceparent() {
        var span = traced.currentSpan();
        return span == null || !Boolean.TRUE.equals(span.context().sampled())
                ? ""
                : "00-" + span.context().traceId() + "-" + span.context().spanId() + "-01";
    }
}
