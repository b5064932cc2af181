package org.throughline.events.privacy;

/**
 * The key store does not have a key that was used, and does not say that it is destroyed either: it was restored from a
 * backup that is older than the key. Trying again does not help; putting back the key does. It is never taken for erased.
 */
public final class KeyLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KeyLost() {
        super("The key store has lost a key: it is neither kept nor destroyed");
    }
}
