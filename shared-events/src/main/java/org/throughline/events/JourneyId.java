package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** One journey: an episode of care of one patient in one program. A UUIDv7 made at the edge. */
public record JourneyId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public JourneyId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the usual text form.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static JourneyId of(String text) {
        return new JourneyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
