package org.throughline.command.record;

/** What became of one append. */
public sealed interface Outcome {
    /**
     * It is recorded, durably.
     *
     * @param firstPosition the place of its first event in the one total order
     * @param lastPosition the place of its last event
     * @param recordedAt when it was recorded, in the stored form
     */
    record Appended(long firstPosition, long lastPosition, String recordedAt) implements Outcome {}

    /**
     * Nothing was recorded: another append came first in one of its streams or of those it was decided upon, or the record
     * does not hold what it goes on from.
     */
    record Conflict() implements Outcome {}

    /** Nothing was recorded: it was decided in another life of the record. */
    record DecidedBefore() implements Outcome {}

    /**
     * Nothing was recorded: something that it claims is taken.
     *
     * @param by the claim in its way
     */
    record Taken(HeldClaim by) implements Outcome {}
}
