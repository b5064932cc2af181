package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** From whom a return to use was learned. */
public enum RelapseSource implements Coded {
    /** The patient. */
    SELF("self"),
    /** A drug test, confirmed by a clinician. */
    DRUG_TEST("drug-test"),
    /** Family, court or another who knows. */
    COLLATERAL("collateral");

    private final String code;

    RelapseSource(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
