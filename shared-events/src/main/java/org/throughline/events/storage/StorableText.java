package org.throughline.events.storage;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes a text, or refuses one that would not come back as it was. */
final class StorableText extends ValueSerializer<String> {
    @Override
    public void serialize(String text, JsonGenerator out, SerializationContext context) {
        if (!Texts.storable(text)) {
            throw new Texts.NotStorable();
        }
        out.writeString(text);
    }
}
