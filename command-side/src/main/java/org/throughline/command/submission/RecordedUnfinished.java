package org.throughline.command.submission;

/**
 * A command is recorded, and for good, but what it orders could not be done yet. It is tried again until it is done;
 * sending the command again under the same key tries it at once.
 */
public final class RecordedUnfinished extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A recorded command whose order is still to be carried out. */
    public RecordedUnfinished(Throwable cause) {
        super("recorded, but not carried out yet", cause);
    }
}
