package org.throughline.events.storage;

import java.time.Instant;
import java.util.UUID;

/**
 * An event exactly as it is stored.
 *
 * @param position its place in the one total order, from 1 without gaps
 * @param eventId its own id
 * @param stream the id of its patient, journey, program or session
 * @param sequence its place in the stream, from 0 without gaps
 * @param name its stored name
 * @param revision the shape of its payload
 * @param recordedAt when it was recorded: microseconds, UTC, always 27 characters
 * @param payload what happened, as JSON, exactly as written
 * @param metadata who recorded it and how, as JSON, exactly as written
 */
public record StoredEvent(
        long position,
        UUID eventId,
        UUID stream,
        long sequence,
        String name,
        int revision,
        String recordedAt,
        String payload,
        String metadata) {

    /** When it was recorded. */
    public Instant recorded() {
        return RecordedAt.moment(recordedAt);
    }
}
