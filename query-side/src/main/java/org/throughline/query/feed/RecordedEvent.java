package org.throughline.query.feed;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.HistoryEvent;
import org.throughline.events.storage.EntryMetadata;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/** An event of the record: as it is stored, and as it is understood. It is decoded once, when first asked for. */
public final class RecordedEvent {
    private final StoredEvent stored;
    private final EventCodec<HistoryEvent> codec;
    private final @Nullable UUID before;
    private volatile @Nullable HistoryEvent event;
    private volatile @Nullable EntryMetadata metadata;

    /** An event and who can decode it. */
    public RecordedEvent(StoredEvent stored, EventCodec<HistoryEvent> codec) {
        this(stored, codec, null);
    }

    /** The same, which also knows the id of the event before it in the record. */
    RecordedEvent(StoredEvent stored, EventCodec<HistoryEvent> codec, @Nullable UUID before) {
        this.stored = stored;
        this.codec = codec;
        this.before = before;
    }

    /** Whether the record has this event right after another one, or as its first: that is how histories are told apart. */
    boolean follows(@Nullable UUID event) {
        return Objects.equals(before, event);
    }

    /** As it is stored. */
    public StoredEvent stored() {
        return stored;
    }

    /** What happened, with its personal data sealed. */
    public HistoryEvent event() {
        var known = event;
        return known == null ? decodedEvent() : known;
    }

    /** Several projections ask at the same time. */
    private synchronized HistoryEvent decodedEvent() {
        var known = event;
        if (known == null) {
            known = codec.read(stored);
            event = known;
        }
        return known;
    }

    /** Who recorded it and how. */
    public EntryMetadata metadata() {
        var known = metadata;
        return known == null ? decodedMetadata() : known;
    }

    private synchronized EntryMetadata decodedMetadata() {
        var known = metadata;
        if (known == null) {
            known = codec.metadata(stored);
            metadata = known;
        }
        return known;
    }

    /** Decodes it now, so that it is ready for many; whoever asks for what cannot be decoded is told then. */
    void understand() {
        try {
            event();
            metadata();
        } catch (RuntimeException unreadable) {
            // told when it is asked for
        }
    }

    /** What it belongs together with; empty if that cannot be read, as nothing else of it may be readable then. */
    Optional<UUID> correlation() {
        try {
            return Optional.of(metadata().correlation());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Its place in the one total order. */
    public long position() {
        return stored.position();
    }

    /** When it was recorded. */
    public Instant recorded() {
        return stored.recorded();
    }
}
