package org.throughline.query.problems;

import org.jspecify.annotations.Nullable;

/**
 * A fault as it may be logged: what kind it is and where it came from, without any message, because a message may repeat
 * what was asked for or what a row holds.
 */
final class Faults extends Exception {
    private static final long serialVersionUID = 1;

    private Faults(Throwable fault, @Nullable Throwable cause) {
        super(fault.getClass().getName(), cause, false, true);
        setStackTrace(fault.getStackTrace());
    }

    static Throwable withoutMessages(Throwable fault) {
        var cause = fault.getCause();
        return new Faults(fault, cause == null ? null : withoutMessages(cause));
    }
}
