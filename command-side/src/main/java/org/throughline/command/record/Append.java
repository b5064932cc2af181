package org.throughline.command.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All durable effects of one command: they come true together or not at all.
 *
 * @param recordedAt the edge's clock; the record never goes back behind what it holds already
 * @param life the life of the record that the events were decided in; null if whatever it holds is right
 * @param events at least one
 * @param taken claims that must be free
 * @param released claims that end
 * @param premises streams that it was decided upon: nothing may have happened there since
 */
public record Append(
        Instant recordedAt,
        @Nullable String life,
        List<NewEvent> events,
        List<Claim> taken,
        List<Claim.Key> released,
        List<Premise> premises) {
    public Append {
        events = List.copyOf(events);
        taken = List.copyOf(taken);
        released = List.copyOf(released);
        premises = List.copyOf(premises);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("an append without events");
        }
    }

    /** Events that claim nothing. */
    public Append(Instant recordedAt, List<NewEvent> events) {
        this(recordedAt, null, events, List.of(), List.of(), List.of());
    }
}
