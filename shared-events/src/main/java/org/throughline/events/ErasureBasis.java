package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why personal data is destroyed. */
public enum ErasureBasis implements Coded {
    /** The period of retention is over. */
    RETENTION_EXPIRED("retention-expired"),
    /** The patient asked, where the law allows it. */
    PATIENT_REQUEST("patient-request"),
    /** There is no such patient. */
    REGISTERED_IN_ERROR("registered-in-error");

    private final String code;

    ErasureBasis(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
