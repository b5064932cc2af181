package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, and in which time zone its day is counted.
 *
 * @param at the moment, to the second or finer
 * @param zone the program's time zone
 * @param assumed whether the moment is a convention, because the source does not tell it (imports only)
 */
public record Occurred(
        Instant at,
        ZoneId zone,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean assumed) {
    public Occurred {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(zone, "zone");
    }

    @JsonCreator
    static Occurred stored(
            @JsonProperty("at") Instant at,
            @JsonProperty("zone") ZoneId zone,
            @JsonProperty("assumed") @Nullable Boolean assumed) {
        return new Occurred(at, zone, assumed != null && assumed);
    }

    /** A moment that is known. */
    public Occurred(Instant at, ZoneId zone) {
        this(at, zone, false);
    }

    /** The calendar day it happened on, where the program is. */
    public LocalDate day() {
        return at.atZone(zone).toLocalDate();
    }
}
