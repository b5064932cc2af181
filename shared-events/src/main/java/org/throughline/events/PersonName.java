package org.throughline.events;

/**
 * A patient's name as the patient gives it. Any script.
 *
 * @param given the name or names given
 * @param family the family's name; may be empty
 */
public record PersonName(String given, String family) {
    @Override
    public String toString() {
        return "PersonName[…]";
    }
}
