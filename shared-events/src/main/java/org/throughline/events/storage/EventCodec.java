package org.throughline.events.storage;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.throughline.events.HistoryEvent;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.privacy.KeyStore;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events as they are stored and reads them back, whatever version wrote them. Personal data is sealed when it is
 * written; it is read sealed, or opened for those who may know it.
 *
 * @param <E> what all its events have in common
 */
public final class EventCodec<E> {
    private static final String PATIENT_WRITTEN = "\"" + EventTypes.PATIENT + "\":\"";

    private final Class<E> common;
    private final EventTypes types;
    private final Map<String, Map<Integer, Upcaster>> upcasters = new HashMap<>();
    private final JsonMapper json;
    private final Map<Class<?>, ObjectReader> readers;
    private final ObjectReader metadata;

    /** A codec for some events and their older revisions. */
    public EventCodec(Class<E> common, EventTypes types, Collection<? extends Upcaster> upcasters) {
        this.common = common;
        this.types = types;
        upcasters.forEach(this::add);
        types.all().forEach(this::requireUpcasters);
        this.json = StoredJson.mapper().addModule(SealedFields.module()).build();
        this.readers = types.all().stream()
                .map(EventTypes.Entry::type)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(type -> type, json::readerFor));
        this.metadata = json.readerFor(EntryMetadata.class);
    }

    private void add(Upcaster upcaster) {
        var before = upcasters
                .computeIfAbsent(upcaster.name(), ignored -> new HashMap<>())
                .putIfAbsent(upcaster.from(), upcaster);
        if (before != null) {
            throw new IllegalArgumentException(
                    "two upcasters read " + upcaster.name() + " in revision " + upcaster.from());
        }
    }

    private void requireUpcasters(EventTypes.Entry type) {
        for (int revision = 1; revision < type.revision(); revision++) {
            if (!upcasters.getOrDefault(type.name(), Map.of()).containsKey(revision)) {
                throw new IllegalArgumentException("no upcaster reads " + type.name() + " in revision " + revision);
            }
        }
    }

    /** The codec of Throughline's own history. */
    public static EventCodec<HistoryEvent> ofHistory() {
        return new EventCodec<>(HistoryEvent.class, EventTypes.below(HistoryEvent.class), List.of());
    }

    /** The events it knows. */
    public EventTypes types() {
        return types;
    }

    /**
     * The payload as it is stored.
     *
     * @param keys what seals the personal data in it
     * @throws org.throughline.events.privacy.KeyDestroyed if the patient's key is destroyed
     * @throws org.throughline.events.privacy.KeyLost if the patient was registered with a key that the key store has lost
     * @throws org.throughline.events.privacy.KeyStoreUnavailable if the key store does not answer
     * @throws Texts.NotStorable if a text holds NUL or half a surrogate pair
     */
    public String write(E event, UUID eventId, KeyStore keys) {
        // with the registration the key comes into being; whatever comes later must find it
        var first = event instanceof PatientRegistered;
        var sealer = types.patientOf(event)
                .map(patient -> new SealedFields.Sealer(patient, eventId, first ? keys::keyFor : keys::keyOf));
        return json.writer()
                .withAttribute(SealedFields.Sealer.class, sealer.orElse(null))
                .writeValueAsString(event);
    }

    /**
     * Reads an event with its personal data left sealed. Needs no key.
     *
     * @throws EventTypes.UnknownEvent if this version is too old to know the event
     */
    public E read(StoredEvent stored) {
        return read(stored, Optional.empty());
    }

    /**
     * Reads an event with its personal data opened: known, erased with its key, or lost with it.
     *
     * @throws EventTypes.UnknownEvent if this version is too old to know the event
     * @throws org.throughline.events.privacy.KeyStoreUnavailable if the key store does not answer
     * @throws org.throughline.events.privacy.DataKey.Tampered if a sealed value was altered or moved
     */
    public E open(StoredEvent stored, KeyStore keys) {
        return read(stored, Optional.of(keys));
    }

    private E read(StoredEvent stored, Optional<KeyStore> keys) {
        var type = types.named(stored.name());
        if (stored.revision() > type.revision()) {
            throw new EventTypes.UnknownEvent(stored.name() + " in revision " + stored.revision());
        }
        var payload = stored.revision() == type.revision() ? stored.payload() : upcast(stored, type);
        var reader = Objects.requireNonNull(readers.get(type.type()));
        return common.cast((keys.isEmpty() ? reader : opening(reader, payload, stored, keys.get())).readValue(payload));
    }

    private ObjectReader opening(ObjectReader reader, String payload, StoredEvent stored, KeyStore keys) {
        return reader.withAttribute(
                SealedFields.Opener.class, new SealedFields.Opener(() -> patientIn(payload), stored.eventId(), keys));
    }

    /** Whose personal data a payload holds: asked only where there is some. */
    private Optional<UUID> patientIn(String payload) {
        // as it is written here: a text that held the same would have its quotation marks escaped
        var at = payload.indexOf(PATIENT_WRITTEN);
        var end = at < 0 ? -1 : payload.indexOf('"', at + PATIENT_WRITTEN.length());
        return end < 0
                ? patientWherever(payload)
                : Optional.of(UUID.fromString(payload.substring(at + PATIENT_WRITTEN.length(), end)));
    }

    private Optional<UUID> patientWherever(String payload) {
        try (var in = json.createParser(payload)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                var patient = in.currentName().equals(EventTypes.PATIENT);
                in.nextToken();
                if (patient) {
                    return Optional.ofNullable(in.getValueAsString()).map(UUID::fromString);
                }
                in.skipChildren();
            }
            return Optional.empty();
        }
    }

    private String upcast(StoredEvent stored, EventTypes.Entry type) {
        var payload = (ObjectNode) json.readTree(stored.payload());
        for (int revision = stored.revision(); revision < type.revision(); revision++) {
            var upcaster = upcasters.getOrDefault(stored.name(), Map.of()).get(revision);
            if (upcaster == null) {
                throw new IllegalStateException("No upcaster reads " + stored.name() + " in revision " + revision);
            }
            payload = upcaster.upcast(payload);
        }
        return json.writeValueAsString(payload);
    }

    /** The metadata as it is stored. */
    public String write(EntryMetadata metadata) {
        return json.writeValueAsString(metadata);
    }

    /** The metadata of a stored event. */
    public EntryMetadata metadata(StoredEvent stored) {
        return metadata.readValue(stored.metadata());
    }
}
