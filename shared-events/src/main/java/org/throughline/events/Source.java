package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** Through which door an entry came in. */
public enum Source implements Coded {
    /** A client of the REST interface. */
    API("api"),
    /** Somebody at a page. */
    PAGE("page"),
    /** An import; the correlation names its run. */
    IMPORT("import"),
    /** The generator of synthetic journeys: not real. */
    DEMONSTRATION("demonstration"),
    /** The system itself, caused by another entry. */
    PROCESS("process");

    private final String code;

    Source(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
