package org.throughline.events.privacy;

/**
 * The key store did not answer, or has lost the key, as after a restore from an older backup. To be tried again; it never
 * means that the key is destroyed.
 */
public final class KeyStoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The key store has lost a key. */
    public KeyStoreUnavailable(String message) {
        super(message);
    }

    /** The key store did not answer. */
    public KeyStoreUnavailable(Throwable cause) {
        super("The key store does not answer", cause);
    }
}
