package org.throughline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a session is for. */
public enum SessionKind implements Coded {
    /** Teaching about dependence and recovery. */
    PSYCHOEDUCATION("psychoeducation"),
    /** Practising skills, such as refusing and coping. */
    SKILLS_DEVELOPMENT("skills-development"),
    /** A support or process group. */
    SUPPORT("support"),
    /** One patient with a counsellor. */
    INDIVIDUAL_COUNSELLING("individual-counselling"),
    /** With the family. */
    FAMILY_THERAPY("family-therapy"),
    /** Art, music, movement. */
    EXPRESSIVE_THERAPY("expressive-therapy"),
    /** Case management and job support. */
    CASE_MANAGEMENT("case-management");

    private final String code;

    SessionKind(String code) {
        this.code = code;
    }

    @Override
    @JsonValue
    public String code() {
        return code;
    }
}
