package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a patient was not there, as far as counting goes. Excused lowers no-shows, never the required hours. */
public enum AbsenceKind implements Coded {
    /** Not there, without notice. */
    NO_SHOW("no-show"),
    /** Not there, with notice and a reason. */
    EXCUSED("excused");

    private final String code;

    AbsenceKind(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
