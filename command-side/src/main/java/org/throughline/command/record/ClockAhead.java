package org.throughline.command.record;

/** This node's clock is ahead of the record's: nothing was recorded, since every later entry would carry its time. */
public final class ClockAhead extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClockAhead() {
        super("This node's clock is more than a minute ahead of the record's");
    }
}
