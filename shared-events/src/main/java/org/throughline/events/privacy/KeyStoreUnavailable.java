package org.throughline.events.privacy;

/** The key store did not answer. To be tried again; it never means that the key is destroyed. */
public final class KeyStoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KeyStoreUnavailable(Throwable cause) {
        super("The key store does not answer", cause);
    }
}
