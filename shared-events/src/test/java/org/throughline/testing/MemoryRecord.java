package org.throughline.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Role;
import org.throughline.events.Source;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EntryMetadata;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.RecordedAt;
import org.throughline.events.storage.StoredEvent;

/** A record in memory: gives events their place in the total order and stores them as the real one does. */
public final class MemoryRecord {
    private final EventCodec<HistoryEvent> codec = EventCodec.ofHistory();
    private final KeyStore keys;
    private final List<StoredEvent> stored = new ArrayList<>();
    private final Map<UUID, Long> sequences = new HashMap<>();
    private final int restored;

    /** An empty record whose personal data is sealed with keys of this store. */
    public MemoryRecord(KeyStore keys) {
        this(keys, 0);
    }

    private MemoryRecord(KeyStore keys, int restored) {
        this.keys = keys;
        this.restored = restored;
    }

    /** This record as a backup kept it; what is appended to it from here on has other ids than before. */
    public MemoryRecord restoredTo(long position) {
        var older = new MemoryRecord(keys, restored + 1);
        stored.stream().filter(event -> event.position() <= position).forEach(event -> {
            older.stored.add(event);
            older.sequences.put(event.stream(), event.sequence());
        });
        return older;
    }

    /** Appends an event, recorded an hour after it happened by a clinician. */
    public StoredEvent append(HistoryEvent event) {
        return append(event, event.occurred().at().plus(Duration.ofHours(1)), by("clinician-1", Role.CLINICIAN));
    }

    /** Appends events, each recorded an hour after it happened. */
    public List<StoredEvent> append(Collection<? extends HistoryEvent> events) {
        return events.stream().map(this::append).toList();
    }

    /** Appends an event; it is recorded no earlier than the one before it. */
    public StoredEvent append(HistoryEvent event, Instant recorded, EntryMetadata metadata) {
        var position = stored.size() + 1L;
        var eventId = Histories.id(9 + 16 * restored, (int) position);
        var type = codec.types().of(event);
        var text = RecordedAt.text(recorded);
        var before = stored.isEmpty() ? text : stored.getLast().recordedAt();
        var entry = new StoredEvent(
                position,
                eventId,
                event.stream(),
                sequences.merge(event.stream(), 0L, (last, _) -> last + 1),
                type.name(),
                type.revision(),
                text.compareTo(before) < 0 ? before : text,
                codec.write(event, eventId, keys),
                codec.write(metadata));
        stored.add(entry);
        return entry;
    }

    /** Everything stored, in the total order. */
    public List<StoredEvent> all() {
        return List.copyOf(stored);
    }

    /** Metadata of an entry made at a page. */
    public static EntryMetadata by(String actor, Role role) {
        return by(actor, role, Source.PAGE);
    }

    /** Metadata of an entry that came through this door. */
    public static EntryMetadata by(String actor, Role role, Source source) {
        return new EntryMetadata(actor, role, null, source, Histories.id(8, 1), null, null);
    }
}
