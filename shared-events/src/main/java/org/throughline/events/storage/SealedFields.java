package org.throughline.events.storage;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.PersonalData;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.DataKey.Place;
import org.throughline.events.privacy.KeyLost;
import org.throughline.events.privacy.KeyStore;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How personal data stands in the payload: {@code {"enc":"v1.<keyId>.<base64>"}}. */
final class SealedFields {
    private static final String ENC = "enc";
    private static final JsonMapper PLAIN = StoredJson.mapper().build();

    private SealedFields() {}

    static JacksonModule module() {
        return new SimpleModule("personal data")
                .addSerializer(Personal.class, new Sealing(null))
                .addDeserializer(Personal.class, new Opening(null, null));
    }

    /** What seals the fields of one event. */
    static final class Sealer {
        private final UUID patient;
        private final UUID event;
        private final Function<PatientId, DataKey> keys;
        private @Nullable DataKey key;

        Sealer(UUID patient, UUID event, Function<PatientId, DataKey> keys) {
            this.patient = patient;
            this.event = event;
            this.keys = keys;
        }

        String seal(String label, String json) {
            if (key == null) {
                key = keys.apply(new PatientId(patient));
            }
            return key.seal(json, new Place(patient, event, label));
        }
    }

    /** What opens the fields of one event; without a patient they stay sealed. */
    record Opener(Supplier<Optional<UUID>> whose, UUID event, KeyStore keys) {
        Personal<?> open(String label, Personal.Sealed<?> sealed, Function<String, Object> plain) {
            return whose.get()
                    .<Personal<?>>map(patient -> open(patient, label, sealed, plain))
                    .orElse(sealed);
        }

        private Personal<?> open(
                UUID patient, String label, Personal.Sealed<?> sealed, Function<String, Object> plain) {
            try {
                return keys.key(DataKey.keyIdOf(sealed))
                        .map(key -> key.open(sealed.enc(), new Place(patient, event, label)))
                        .<Personal<?>>map(json -> Personal.known(plain.apply(json)))
                        .orElseGet(Personal.Erased::new);
            } catch (KeyLost lost) {
                return new Personal.Lost<>();
            }
        }
    }

    private static String labelOf(@Nullable BeanProperty property) {
        var marked = property == null ? null : property.getAnnotation(PersonalData.class);
        if (marked == null) {
            throw new IllegalStateException("personal data without a permanent label");
        }
        return marked.value();
    }

    @SuppressWarnings("rawtypes") // Jackson registers by raw class
    private static final class Sealing extends ValueSerializer<Personal> {
        private final @Nullable String label;

        Sealing(@Nullable String label) {
            this.label = label;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
            return property == null ? this : new Sealing(labelOf(property));
        }

        @Override
        public void serialize(Personal personal, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty(
                    ENC,
                    switch ((Personal<?>) personal) {
                        case Personal.Known<?>(var value) -> seal(PLAIN.writeValueAsString(value), context);
                        case Personal.Sealed<?> sealed -> sealed.enc();
                        case Personal.Erased<?> ignored ->
                            throw new IllegalStateException("erased data is never written");
                        case Personal.Lost<?> ignored ->
                            throw new IllegalStateException("what cannot be read is never written");
                    });
            out.writeEndObject();
        }

        private String seal(String json, SerializationContext context) {
            if (label == null || !(context.getAttribute(Sealer.class) instanceof Sealer sealer)) {
                throw new IllegalStateException("personal data outside a patient's event");
            }
            return sealer.seal(label, json);
        }
    }

    @SuppressWarnings("rawtypes") // Jackson registers by raw class
    private static final class Opening extends ValueDeserializer<Personal> {
        private final @Nullable String label;
        private final @Nullable ObjectReader plain;

        Opening(@Nullable String label, @Nullable ObjectReader plain) {
            this.label = label;
            this.plain = plain;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            if (property == null) {
                return this;
            }
            return new Opening(
                    labelOf(property),
                    PLAIN.readerFor(context.getContextualType().containedType(0)));
        }

        @Override
        public Personal deserialize(JsonParser in, DeserializationContext context) {
            var enc = enc(in);
            if (enc == null || label == null || plain == null) {
                throw new IllegalStateException("personal data that is not sealed");
            }
            var sealed = new Personal.Sealed<>(enc);
            if (!(context.getAttribute(Opener.class) instanceof Opener opener)) {
                return sealed;
            }
            return opener.open(label, sealed, json -> plain(plain, json));
        }

        private static @Nullable String enc(JsonParser in) {
            if (!in.isExpectedStartObjectToken()) {
                return null;
            }
            String enc = null;
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                var sealed = in.currentName().equals(ENC);
                if (in.nextToken() == JsonToken.VALUE_STRING && sealed) {
                    enc = in.getString();
                } else {
                    in.skipChildren();
                }
            }
            return enc;
        }

        private Object plain(ObjectReader reader, String json) {
            try {
                return reader.readValue(json);
            } catch (JacksonException unreadable) {
                // without its cause, whose message would carry what it could not read into a log
                throw new IllegalStateException("what is sealed as " + label + " cannot be read");
            }
        }
    }
}
