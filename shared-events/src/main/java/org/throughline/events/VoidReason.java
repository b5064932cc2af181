package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why an entry is void. */
public enum VoidReason implements Coded {
    /** A corrected entry replaces it. */
    CORRECTED("corrected"),
    /** It belongs to another patient. */
    WRONG_PATIENT("wrong-patient"),
    /** It was recorded twice. */
    DUPLICATE("duplicate"),
    /** It did not happen. */
    RECORDED_IN_ERROR("recorded-in-error");

    private final String code;

    VoidReason(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
