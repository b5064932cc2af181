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
 * @param at the moment, to the second or finer; where only its day is known, some moment of that day
 * @param zone the program's time zone
 * @param assumed whether the day itself is a convention, because the source does not tell it (imports only)
 * @param dayOnly whether the day is known but not the time of day; absent in history means that the time is known, unless
 *     the day is assumed
 */
public record Occurred(
        Instant at,
        ZoneId zone,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean assumed,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean dayOnly) {
    public Occurred {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(zone, "zone");
    }

    @JsonCreator
    static Occurred stored(
            @JsonProperty("at") Instant at,
            @JsonProperty("zone") ZoneId zone,
            @JsonProperty("assumed") @Nullable Boolean assumed,
            @JsonProperty("dayOnly") @Nullable Boolean dayOnly) {
        return new Occurred(at, zone, assumed != null && assumed, dayOnly != null && dayOnly);
    }

    /** A moment that is known. */
    public Occurred(Instant at, ZoneId zone) {
        this(at, zone, false, false);
    }

    /** The calendar day it happened on, where the program is. */
    public LocalDate day() {
        return at.atZone(zone).toLocalDate();
    }
}
