package org.throughline.events;

import java.util.Optional;

/**
 * Something that only those who may know a patient may read: identity, contact, every free text.
 *
 * <p>In the record it is encrypted under the patient's own key. Most readers never need it and see it sealed; for the
 * others it is known, or erased for ever with the key, or lost until the key is found again.
 *
 * @param <T> what it is in the clear
 */
public sealed interface Personal<T> {
    /** In the clear. Never prints its value, so that it cannot reach a log. */
    record Known<T>(T value) implements Personal<T> {
        @Override
        public String toString() {
            return "Known[…]";
        }
    }

    /** As it is stored, unopened: {@code v1.<keyId>.<base64>}. */
    record Sealed<T>(String enc) implements Personal<T> {}

    /** The key is destroyed: nobody can read it any more. */
    record Erased<T>() implements Personal<T> {}

    /** The key is missing, though nobody has destroyed it: it cannot be read unless the key is put back. */
    record Lost<T>() implements Personal<T> {}

    /** Something in the clear, to be encrypted when it is recorded. */
    static <T> Personal<T> known(T value) {
        return new Known<>(value);
    }

    /** The value, if it is known here. */
    default Optional<T> ifKnown() {
        return switch (this) {
            case Known<T> known -> Optional.of(known.value());
            case Sealed<T> ignored -> Optional.empty();
            case Erased<T> ignored -> Optional.empty();
            case Lost<T> ignored -> Optional.empty();
        };
    }
}
