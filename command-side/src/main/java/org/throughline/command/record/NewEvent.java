package org.throughline.command.record;

import java.util.UUID;

/**
 * An event that waits to be recorded; its position and the time of its recording are not known yet.
 *
 * @param eventId its own id
 * @param stream the patient, journey, program or session it belongs to
 * @param sequence its place in the stream, from 0
 * @param name its stored name
 * @param revision the shape of its payload
 * @param payload what happened, as it will be stored
 * @param metadata who recorded it, as it will be stored
 */
public record NewEvent(
        UUID eventId, UUID stream, long sequence, String name, int revision, String payload, String metadata) {}
