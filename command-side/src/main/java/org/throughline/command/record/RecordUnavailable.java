package org.throughline.command.record;

/**
 * The record did not answer. Nothing is half done: an append happened as a whole or not at all, and repeating a command
 * under the same key finds out.
 */
public final class RecordUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RecordUnavailable(Throwable cause) {
        super("The record does not answer", cause);
    }
}
