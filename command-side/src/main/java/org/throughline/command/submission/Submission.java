package org.throughline.command.submission;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;
import org.throughline.events.Source;

/**
 * A command and what comes with it.
 *
 * @param command what is to be done, complete with ids and time; one of the commands of patient, program, session, journey
 * @param actor who asks for it
 * @param source through which door
 * @param correlation what belongs together: a request, an import run
 * @param idempotencyKey chosen by the client; the same command of the same actor is done once under it
 * @param requestHash what was asked for, so that another request under the same key is noticed; null where the key is made
 *     from the request itself
 * @param expectedVersion the version of the stream that the client has seen, if it insists
 * @param entry the entry that the command makes, if it makes one: for the answer
 */
public record Submission(
        Object command,
        Actor actor,
        Source source,
        UUID correlation,
        @Nullable String idempotencyKey,
        @Nullable String requestHash,
        @Nullable Long expectedVersion,
        @Nullable EntryId entry) {
    /** A command that insists on nothing. */
    public Submission(Object command, Actor actor, Source source, UUID correlation, @Nullable EntryId entry) {
        this(command, actor, source, correlation, null, null, null, entry);
    }

    /** The same, done once under a key. */
    public Submission under(String key, @Nullable String hash) {
        return new Submission(command, actor, source, correlation, key, hash, expectedVersion, entry);
    }

    /** The same, done only if nothing happened since a version. */
    public Submission expecting(long version) {
        return new Submission(command, actor, source, correlation, idempotencyKey, requestHash, version, entry);
    }
}
