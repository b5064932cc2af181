package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** The reason a patient gave for an absence. */
public enum AbsenceReason implements Coded {
    /** Ill. */
    ILLNESS("illness"),
    /** Had to work. */
    WORK("work"),
    /** Family or childcare. */
    FAMILY("family"),
    /** Could not get there. */
    TRANSPORT("transport"),
    /** Had to appear in court. */
    COURT("court"),
    /** Away, or a holiday. */
    HOLIDAY("holiday"),
    /** Another reason; the note says which. */
    OTHER("other"),
    /** No reason is known. */
    UNKNOWN("unknown");

    private final String code;

    AbsenceReason(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
