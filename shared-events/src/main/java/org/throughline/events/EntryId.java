package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** One correctable entry of a journey. A UUIDv7 made at the edge. */
public record EntryId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EntryId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the usual text form.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static EntryId of(String text) {
        return new EntryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
