package org.throughline.command.record;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.throughline.events.PatientId;
import org.throughline.events.SessionId;
import org.throughline.events.storage.StoredEvent;

/** The one history: events in a total order without gaps, which is the order of their commits. */
public interface RecordLog {
    /**
     * Records what waits, each append by itself: one that fails takes no other with it, and leaves no gap.
     *
     * @return what became of each, in the same order
     * @throws RecordUnavailable if the record does not answer; none of those unanswered is half done
     */
    List<Outcome> append(List<Append> waiting);

    /**
     * The events of one stream, in order.
     *
     * @param fromSequence the first to read
     */
    List<StoredEvent> stream(UUID stream, long fromSequence);

    /** The events of several streams at once, in order each; nothing for a stream where nothing happened. */
    Map<UUID, List<StoredEvent>> streams(Collection<UUID> streams);

    /** The journeys that a patient was ever enrolled on, in the order they were recorded. */
    List<UUID> journeysOf(PatientId patient);

    /** The journeys on which attendance or absence was ever recorded for a session. */
    List<UUID> journeysAt(SessionId session);

    /** The last sequence of a stream; empty if nothing happened there. */
    OptionalLong lastSequence(UUID stream);

    /** The events after a position, in the one order, at most so many. */
    List<StoredEvent> after(long position, int atMost);

    /** The position of the last event, 0 before the first. */
    long head();

    /**
     * What tells one life of the record from another: it is another one once the record was restored, replaced, or its
     * server started again. What was read in one life may have been lost before the next.
     */
    String life();

    /** Every order to destroy a key, in the one order. */
    List<StoredEvent> erasures();

    /** A claim, if it is taken. */
    Optional<HeldClaim> claim(Claim.Key key);

    /** All claims of a kind. */
    List<HeldClaim> claims(Claim.Kind kind);

    /**
     * Replaces all claims of a kind, if nothing was recorded since.
     *
     * @param asOf the position that they are made from
     * @return whether they were replaced
     */
    boolean replaceClaims(Claim.Kind kind, List<HeldClaim> claims, long asOf);
}
