package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whom a program treats. */
public enum Population implements Coded {
    /** 18 years and over. */
    ADULT("adult"),
    /** Under 18 years. */
    ADOLESCENT("adolescent");

    private final String code;

    Population(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
