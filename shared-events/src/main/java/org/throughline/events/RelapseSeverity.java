package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a return to use went. */
public enum RelapseSeverity implements Coded {
    /** A single use. */
    LAPSE("lapse"),
    /** Repeated use. */
    RELAPSE("relapse"),
    /** Use that needed emergency or inpatient care. */
    CRISIS("crisis");

    private final String code;

    RelapseSeverity(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
