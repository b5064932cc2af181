package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** What somebody may do. Stored with every entry they make. */
public enum Role implements Coded {
    /** Records and reads the journeys of the own programs. */
    CLINICIAN("clinician"),
    /** A clinician who also rescinds and co-signs. */
    SUPERVISOR("supervisor"),
    /** Reads and replays everything, changes nothing. */
    AUDITOR("auditor"),
    /** Sees outcomes, never an identity. */
    RESEARCHER("researcher"),
    /** Sees programs and counts; adopts policies. */
    MANAGER("manager"),
    /** Publishes programs, imports, rebuilds, erases. */
    ADMINISTRATOR("administrator");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
