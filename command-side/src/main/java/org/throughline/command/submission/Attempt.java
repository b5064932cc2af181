package org.throughline.command.submission;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;
import org.throughline.command.record.AppendContext;
import org.throughline.command.record.Claim;
import org.throughline.command.record.Outcome;
import org.throughline.command.record.Premise;
import org.throughline.command.record.RecordStorageEngine;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Role;
import org.throughline.events.storage.EntryMetadata;

/**
 * One try to do what was submitted: goes with the command into its aggregate and on into the append, and comes back with
 * what was recorded.
 */
public final class Attempt implements AppendContext {
    private final Submission submission;
    private final UUID stream;
    private final String life;
    private final Instant recordedAt;
    private final @Nullable IdempotencyKey key;
    private List<Claim> opened = List.of();
    private List<Claim.Key> ended = List.of();
    private final Map<UUID, Premise> premises = new HashMap<>();
    private boolean remembers;
    private long version;
    private Outcome.@Nullable Appended appended;

    /**
     * A try.
     *
     * @param stream the stream that the command is for
     * @param life the life of the record that it is judged in
     */
    public Attempt(Submission submission, UUID stream, String life, Instant recordedAt) {
        this.submission = submission;
        this.stream = stream;
        this.life = life;
        this.recordedAt = recordedAt;
        this.key = IdempotencyKey.of(submission);
    }

    /** Who asks for it. */
    public Actor actor() {
        return submission.actor();
    }

    /**
     * Insists on the version that the client has seen. Called by the aggregate once the actor is permitted to know.
     *
     * @throws Stale if the stream is at another
     */
    public void checkVersion() {
        var last = AggregateLifecycle.getVersion();
        version = last == null ? 0 : last + 1;
        var expected = submission.expectedVersion();
        if (expected != null && expected != version) {
            throw new Stale(expected, version);
        }
    }

    /** Adds claims on open journeys to the append, and ends others. */
    public void claim(List<Claim> opened, List<Claim.Key> ended) {
        this.opened = opened;
        this.ended = ended;
    }

    /** Applies the events to the aggregate, which has them recorded in the name of the actor. */
    public void apply(List<? extends HistoryEvent> events, Role role) {
        var entry = new EntryMetadata(
                actor().id(),
                role,
                null,
                submission.source(),
                submission.correlation(),
                null,
                key == null ? null : key.claimed());
        var metadata = MetaData.with(RecordStorageEngine.ENTRY, entry);
        events.forEach(event -> AggregateLifecycle.apply(event, metadata));
    }

    @Override
    public String life() {
        return life;
    }

    @Override
    public Instant recordedAt() {
        return recordedAt;
    }

    @Override
    public List<Claim> taken(long version) {
        return key == null
                ? opened
                : Stream.concat(opened.stream(), Stream.of(key.claim(new Answer(stream, submission.entry(), version))))
                        .toList();
    }

    @Override
    public List<Claim.Key> released() {
        return ended;
    }

    @Override
    public void reliesOn(Collection<Premise> premises, boolean remembered) {
        // what was read first is what was decided upon
        premises.forEach(premise -> this.premises.putIfAbsent(premise.stream(), premise));
        remembers |= remembered;
    }

    @Override
    public List<Premise> premises() {
        return List.copyOf(premises.values());
    }

    /** Whether it relied on what was not read for it. */
    boolean remembers() {
        return remembers;
    }

    /** Another try reads anew what this one relied on. */
    void doubtPremises() {
        premises.values().forEach(Premise::doubt);
    }

    @Override
    public void recorded(Outcome.Appended appended, long version) {
        this.appended = appended;
        this.version = version;
    }

    /** The version of the stream, after it was recorded or when nothing had to be. */
    long version() {
        return version;
    }

    /** Where it was recorded; null if nothing had to be. */
    Outcome.@Nullable Appended appended() {
        return appended;
    }

    /** The stream is not at the version that the client has seen. */
    static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1;

        final long expected;
        final long version;

        Stale(long expected, long version) {
            super("version " + expected + " was expected, not " + version);
            this.expected = expected;
            this.version = version;
        }
    }
}
