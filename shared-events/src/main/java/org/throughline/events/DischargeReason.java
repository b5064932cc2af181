package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why a journey ended: the codes of TEDS-D's REASON, kept as numbers.
 *
 * @see <a href="https://www.samhsa.gov/data/data-we-collect/teds-treatment-episode-data-set">TEDS</a>
 */
public enum DischargeReason {
    /** Treatment completed. */
    COMPLETED(1),
    /** Dropped out, with lost contact and administrative discharges. */
    DROPPED_OUT(2),
    /** Terminated by the facility. */
    TERMINATED(3),
    /** Transferred to another program or facility. */
    TRANSFERRED(4),
    /** Incarcerated. */
    INCARCERATED(5),
    /** Died. */
    DIED(6),
    /** Any other reason. */
    OTHER(7);

    private final int code;

    DischargeReason(int code) {
        this.code = code;
    }

    /** The TEDS code, 1 to 7. */
    @JsonValue
    public int code() {
        return code;
    }

    /**
     * The reason with a TEDS code.
     *
     * @throws IllegalArgumentException if REASON has no such code
     */
    @JsonCreator
    public static DischargeReason of(int code) {
        for (var reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        throw new IllegalArgumentException("REASON has no code " + code);
    }
}
