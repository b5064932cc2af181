package org.throughline.query.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why somebody opens a journey of a program that they do not belong to. */
public enum BreakGlass {
    /** The patient is in danger now. */
    MEDICAL_EMERGENCY("Medical emergency"),
    /** A colleague of the program is away. */
    COVERING_FOR_COLLEAGUE("Covering for a colleague"),
    /** The patient asked for it. */
    PATIENT_REQUEST("At the patient’s request");

    private final String words;

    BreakGlass(String words) {
        this.words = words;
    }

    /** The code in addresses and in the access log. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How pages say it. */
    public String words() {
        return words;
    }

    /** The reason with a code, if there is one. */
    public static Optional<BreakGlass> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }
}
