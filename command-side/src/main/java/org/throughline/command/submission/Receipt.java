package org.throughline.command.submission;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;

/**
 * A command is done, durably.
 *
 * @param stream the id of the patient, program, session or journey
 * @param entry the entry that was made, if one was
 * @param version the version of the stream now: the number of its events
 * @param firstPosition the place of the first event in the history
 * @param lastPosition the place of the last event: what a reader waits for
 * @param replayed whether it had been done before under the same key, and this is the answer given then
 */
public record Receipt(
        UUID stream, @Nullable EntryId entry, long version, long firstPosition, long lastPosition, boolean replayed) {}
