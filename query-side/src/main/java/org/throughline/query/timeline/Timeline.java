package org.throughline.query.timeline;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyEvent.DischargeRescinded;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyEvent.RelapseRetracted;
import org.throughline.events.Role;
import org.throughline.events.storage.EntryMetadata;

/**
 * Everything on a journey, in clinical order: by when it happened, then by when it was recorded.
 *
 * @param position how far the record is read
 */
public record Timeline(JourneySummary journey, List<Entry> entries, long position) {
    public Timeline {
        entries = List.copyOf(entries);
    }

    /**
     * One event on the timeline.
     *
     * @param sequence its place in the journey's own history, from 0
     * @param name its stored name
     * @param event what happened, personal data opened: known, or erased
     * @param metadata who recorded it and how
     * @param withdrawn null while it counts
     */
    public record Entry(
            long position,
            UUID eventId,
            long sequence,
            String name,
            JourneyEvent event,
            Instant recordedAt,
            EntryMetadata metadata,
            @Nullable Withdrawal withdrawn) {}

    /**
     * That an entry no longer counts.
     *
     * @param position the event that took it back
     * @param name how: voided, retracted or rescinded, by the stored name of that event
     * @param reason its code
     * @param replacedBy the entry that is right instead
     */
    public record Withdrawal(
            long position,
            String actor,
            Role role,
            Instant at,
            String name,
            String reason,
            @Nullable EntryId replacedBy) {
        /** By an event that takes an entry back. */
        public static Withdrawal by(
                long position, String name, JourneyEvent event, Instant recordedAt, EntryMetadata metadata) {
            return new Withdrawal(
                    position,
                    metadata.actor(),
                    metadata.role(),
                    recordedAt,
                    name,
                    switch (event) {
                        case EntryVoided voided -> voided.reason().code();
                        case RelapseRetracted retracted -> retracted.reason().code();
                        case DischargeRescinded rescinded -> rescinded.reason().code();
                        case JourneyEntry entry -> throw new IllegalArgumentException(name + " takes nothing back");
                    },
                    event instanceof EntryVoided voided ? voided.replacedBy() : null);
        }
    }
}
