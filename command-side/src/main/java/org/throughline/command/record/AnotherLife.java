package org.throughline.command.record;

/**
 * The record was restored, replaced or started again since the stream was read, so that what was read or remembered may
 * not stand in it any more: nothing was recorded. Reading it again and deciding again is all that it takes.
 */
public final class AnotherLife extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AnotherLife() {
        super("The record has been restored or started again since it was read");
    }
}
