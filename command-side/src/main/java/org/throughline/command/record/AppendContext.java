package org.throughline.command.record;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Travels with a command to the append of its events: says what else goes into it, and is told what became of it. It is
 * the command message's metadata under {@link #KEY}.
 */
public interface AppendContext {
    /** Where it is found in the metadata of a command message. */
    String KEY = "append";

    /** That of the command which this thread is at; null if it is at none. */
    static @Nullable AppendContext current() {
        return CurrentUnitOfWork.isStarted()
                        && CurrentUnitOfWork.get().getMessage().getMetaData().get(KEY) instanceof AppendContext context
                ? context
                : null;
    }

    /** The life of the record that the command is judged in; see {@link RecordLog#life}. */
    String life();

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

    /**
     * What is decided relies on these streams.
     *
     * @param remembered whether some of them were not read for this, and may be behind the record
     */
    void reliesOn(Collection<Premise> premises, boolean remembered);

    /** All that is relied on. */
    List<Premise> premises();

    /** The events are recorded. */
    void recorded(Outcome.Appended appended, long version);
}
