package org.throughline.events;

/** A patient's name as the patient gives it. Any script. */
public record PersonName(String given, String family) {
    @Override
    public String toString() {
        return "PersonName[…]";
    }
}
