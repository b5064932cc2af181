package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a session did not take place. A session that the program cancelled is nobody’s absence. */
public enum CancellationReason implements Coded {
    /** The facilitator could not be there. */
    FACILITATOR_ABSENT("facilitator-absent"),
    /** Weather or travel. */
    WEATHER("weather"),
    /** The room or building could not be used. */
    FACILITY("facility"),
    /** Too few were expected. */
    TOO_FEW("too-few"),
    /** It was planned by mistake. */
    SCHEDULED_IN_ERROR("scheduled-in-error");

    private final String code;

    CancellationReason(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
