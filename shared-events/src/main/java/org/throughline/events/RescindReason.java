package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a discharge is taken back. */
public enum RescindReason implements Coded {
    /** The patient had not left. */
    RECORDED_IN_ERROR("recorded-in-error"),
    /** The patient came back before the program closed the case. */
    PATIENT_RETURNED("patient-returned");

    private final String code;

    RescindReason(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
