package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a session is held. */
public enum Modality implements Coded {
    /** In one room. */
    IN_PERSON("in-person"),
    /** Telehealth with sound and picture. */
    VIDEO("video"),
    /** Telehealth by telephone. */
    AUDIO_ONLY("audio-only");

    private final String code;

    Modality(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
