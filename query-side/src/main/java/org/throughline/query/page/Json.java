package org.throughline.query.page;

import org.springframework.stereotype.Component;
import org.throughline.events.Personal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** History as JSON for those who may read it: personal data in the clear, or told to be erased. */
@Component
public class Json {
    private final JsonMapper json = JsonMapper.builder()
            .addModule(new SimpleModule("personal data").addSerializer(new Opened()))
            .build();

    Json() {}

    /** A tree to answer with. */
    public JsonNode tree(Object value) {
        return json.valueToTree(value);
    }

    private static final class Opened extends StdSerializer<Personal<?>> {
        Opened() {
            super(Personal.class);
        }

        @Override
        public void serialize(Personal<?> personal, JsonGenerator out, SerializationContext context) {
            switch (personal) {
                case Personal.Known<?> known -> context.writeValue(out, known.value());
                case Personal.Erased<?> ignored -> mark(out, "erased");
                case Personal.Lost<?> ignored -> mark(out, "lost");
                case Personal.Sealed<?> ignored -> mark(out, "sealed");
            }
        }

        private static void mark(JsonGenerator out, String how) {
            out.writeStartObject();
            out.writeBooleanProperty(how, true);
            out.writeEndObject();
        }
    }
}
