package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a session is shorter or longer than the program’s usual. */
public enum UnusualLength implements Coded {
    /** An intake or review takes longer. */
    INTAKE("intake"),
    /** A crisis. */
    CRISIS("crisis"),
    /** A shortened day. */
    SHORTENED_DAY("shortened-day"),
    /** A special program, such as a family day. */
    SPECIAL_PROGRAM("special-program");

    private final String code;

    UnusualLength(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
