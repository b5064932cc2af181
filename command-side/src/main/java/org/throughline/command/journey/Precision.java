package org.throughline.command.journey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneId;
import org.throughline.events.Coded;
import org.throughline.events.Occurred;

/** How well the moment of an entry is known. */
public enum Precision implements Coded {
    /** To the minute. */
    MOMENT("moment"),
    /** The day, but not the time of day. */
    DAY("day"),
    /** Not even the day: an import chose it. */
    ASSUMED("assumed");

    private final String code;

    Precision(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }

    /** A moment known as well as this. */
    Occurred occurred(Instant at, ZoneId zone) {
        return new Occurred(at, zone, this == ASSUMED, this == DAY);
    }

    /** How well a recorded moment is known. */
    static Precision of(Occurred occurred) {
        if (occurred.assumed()) {
            return ASSUMED;
        }
        return occurred.dayOnly() ? DAY : MOMENT;
    }
}
