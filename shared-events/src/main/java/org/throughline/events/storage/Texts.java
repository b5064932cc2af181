package org.throughline.events.storage;

/** Which texts can be stored: every Unicode text without NUL and without half a surrogate pair. */
public final class Texts {
    private Texts() {}

    /** Whether a text can be stored and comes back as it was. */
    public static boolean storable(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\0' || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A text cannot be stored. */
    public static final class NotStorable extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotStorable() {
            super("A text holds NUL or half a surrogate pair");
        }
    }
}
