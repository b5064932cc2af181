package org.throughline.events.privacy;

/** The patient's key is destroyed: nothing more can be sealed for this patient. */
public final class KeyDestroyed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KeyDestroyed() {
        super("The key of this patient is destroyed");
    }
}
