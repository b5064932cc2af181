package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why an entry was recorded late. */
public enum LateReason implements Coded {
    /** The clinician learned of it later. */
    LEARNED_LATER("learned-later"),
    /** There was no time to write it down. */
    DOCUMENTATION_DELAYED("documentation-delayed"),
    /** The system could not be used. */
    SYSTEM_UNAVAILABLE("system-unavailable"),
    /** Taken over from another system. */
    IMPORTED("imported");

    private final String code;

    LateReason(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
