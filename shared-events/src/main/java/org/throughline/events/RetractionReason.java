package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a reported return to use is taken back. */
public enum RetractionReason implements Coded {
    /** A confirmation did not bear it out. */
    NOT_CONFIRMED("not-confirmed"),
    /** It was reported by mistake. */
    REPORTED_IN_ERROR("reported-in-error"),
    /** What was found was prescribed. */
    PRESCRIBED_MEDICATION("prescribed-medication");

    private final String code;

    RetractionReason(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
