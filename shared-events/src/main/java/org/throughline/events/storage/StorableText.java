package org.throughline.events.storage;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Writes a text, or refuses one that would not come back as it was. */
final class StorableText extends ValueSerializer<String> {
    private final boolean key;

    private StorableText(boolean key) {
        this.key = key;
    }

    /** For values and for the keys of maps. */
    static JacksonModule module() {
        return new SimpleModule("storable texts")
                .addSerializer(String.class, new StorableText(false))
                .addKeySerializer(String.class, new StorableText(true));
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializationContext context) {
        if (!Texts.storable(text)) {
            throw new Texts.NotStorable();
        }
        if (key) {
            out.writeName(text);
        } else {
            out.writeString(text);
        }
    }
}
