package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** One patient. A UUIDv7 made at the edge. */
public record PatientId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PatientId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the usual text form.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static PatientId of(String text) {
        return new PatientId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
