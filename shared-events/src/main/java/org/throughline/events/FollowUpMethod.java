package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a follow-up was made. */
public enum FollowUpMethod implements Coded {
    /** In person. */
    VISIT("visit"),
    /** By telephone. */
    TELEPHONE("telephone"),
    /** By letter, mail or message. */
    WRITTEN("written"),
    /** From a record of another holder. */
    RECORD("record");

    private final String code;

    FollowUpMethod(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
