package org.throughline.command.record;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be true only once. Taken in the same transaction as the events that make it true.
 *
 * @param kind what is claimed
 * @param key what makes it unique
 * @param requestHash for a command done under a key: what was asked for, so that another request is noticed
 * @param answer for a command done under a key: what was answered; for an open journey: its id
 */
public record Claim(Kind kind, String key, @Nullable String requestHash, String answer) {
    /** What can be claimed. */
    public enum Kind {
        /** A command was done under this key of this actor. */
        IDEMPOTENCY("idempotency"),
        /** This patient has an open journey in this program. */
        OPEN_JOURNEY("open-journey");

        private final String stored;

        Kind(String stored) {
            this.stored = stored;
        }

        String stored() {
            return stored;
        }

        static Kind stored(String text) {
            return switch (text) {
                case "idempotency" -> IDEMPOTENCY;
                case "open-journey" -> OPEN_JOURNEY;
                default -> throw new IllegalStateException("a claim of an unknown kind: " + text);
            };
        }
    }

    /** What identifies it. */
    public Key id() {
        return new Key(kind, key);
    }

    /** What identifies a claim. */
    public record Key(Kind kind, String key) {}
}
