package org.throughline.events;

/**
 * A number by which somebody else knows the patient.
 *
 * @param system who gave it out, for example {@code mrn} or {@code medicaid}
 * @param value the number itself
 */
public record Identifier(String system, String value) {
    @Override
    public String toString() {
        return "Identifier[" + system + ", …]";
    }
}
