package org.throughline.command.record;

import java.time.Instant;
import java.util.List;

/**
 * Travels with a command to the append of its events: says what else goes into it, and is told what became of it. It is
 * the command message's metadata under {@link #KEY}.
 */
public interface AppendContext {
    /** Where it is found in the metadata of a command message. */
    String KEY = "append";

    /** The edge's clock. */
    Instant recordedAt();

    /**
     * Claims that must be free.
     *
     * @param version the version of the stream after the append
     */
    List<Claim> taken(long version);

    /** Claims that end. */
    List<Claim.Key> released();

    /** The events are recorded. */
    void recorded(Outcome.Appended appended, long version);
}
