package org.throughline.command.record;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stream that something is decided upon without writing to it, as it is known: the decision holds only while nothing
 * more has happened there.
 */
public final class Premise {
    private final UUID stream;
    private final long known;
    private final @Nullable Object state;
    private volatile boolean doubted;

    /**
     * What is known of a stream.
     *
     * @param known how many events of it
     * @param state what they come to; null for nothing
     */
    Premise(UUID stream, long known, @Nullable Object state) {
        this.stream = stream;
        this.known = known;
        this.state = state;
    }

    /** The stream. */
    public UUID stream() {
        return stream;
    }

    /** How many events of it are known. */
    public long known() {
        return known;
    }

    @Nullable
    Object state() {
        return state;
    }

    /** It may be behind what was recorded: it is not remembered any more. */
    public void doubt() {
        doubted = true;
    }

    boolean isDoubted() {
        return doubted;
    }
}
