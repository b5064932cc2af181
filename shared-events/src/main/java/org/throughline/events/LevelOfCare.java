package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A level of care, by the code that ASAM gives it; no criteria text.
 *
 * <p>TEDS tells only ambulatory and residential service types apart; {@link #outpatient()} is what its length-of-stay
 * rule asks for.
 */
public enum LevelOfCare implements Coded {
    /** Outpatient services. */
    OUTPATIENT("1", true),
    /** Intensive outpatient services. */
    INTENSIVE_OUTPATIENT("2.1", true),
    /** Partial hospitalization. */
    PARTIAL_HOSPITALIZATION("2.5", true),
    /** Clinically managed low-intensity residential services. */
    RESIDENTIAL_LOW("3.1", false),
    /** Clinically managed high-intensity residential services. */
    RESIDENTIAL_HIGH("3.5", false),
    /** Medically monitored inpatient services. */
    INPATIENT("3.7", false);

    private final String code;
    private final boolean outpatient;

    LevelOfCare(String code, boolean outpatient) {
        this.code = code;
        this.outpatient = outpatient;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }

    /** Whether TEDS counts one day more than the days between admission and last contact. */
    public boolean outpatient() {
        return outpatient;
    }
}
