package org.throughline.query.replay;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.folds.Journey;
import org.throughline.events.storage.EntryMetadata;

/**
 * A journey as it was known at a moment.
 *
 * @param position the last position that counts
 * @param state what its history amounted to then, by the same folds that decide
 * @param steps what was known then, in the order it was recorded
 * @param stepsToday how many steps there are by now
 * @param head how far the record went when this was read
 */
public record Replay(JourneyId journey, long position, Journey state, List<Step> steps, int stepsToday, long head) {
    public Replay {
        steps = List.copyOf(steps);
    }

    /** One event: what, and who recorded it when. */
    public record Step(
            long position,
            UUID eventId,
            long sequence,
            String name,
            JourneyEvent event,
            Instant recordedAt,
            EntryMetadata metadata) {}
}
