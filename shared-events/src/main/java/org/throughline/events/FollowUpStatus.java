package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a follow-up found. */
public enum FollowUpStatus implements Coded {
    /** No return to use is known up to this day. */
    NO_RETURN_REPORTED("no-return-reported"),
    /** A return to use, told at follow-up. */
    RETURNED_TO_USE("returned-to-use"),
    /** Could not be reached any more. */
    LOST("lost"),
    /** The source does not tell a return to use from loss to follow-up: never a confirmed relapse. */
    RETURN_TO_USE_OR_LOST("return-to-use-or-lost"),
    /** The patient has died. */
    DIED("died");

    private final String code;

    FollowUpStatus(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
