package org.throughline.command.contract;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Describes how an entry is replaced: by any entry, which says its kind. Where an entry is recorded anew the address says
 * the kind, and the body may leave it out.
 */
final class Replacements {
    private static final Map<String, String> KINDS = kinds();
    private static final String SCHEMAS = "#/components/schemas/";

    private Replacements() {}

    private static Map<String, String> kinds() {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("enrolment", "Enrolment");
        kinds.put("attendance", "Attendance");
        kinds.put("absence", "Absence");
        kinds.put("relapse", "Relapse");
        kinds.put("follow-up", "FollowUp");
        kinds.put("discharge", "Discharge");
        return kinds;
    }

    static void describe(Components components) {
        var schemas = components.getSchemas();
        var replacement = new Schema<Object>().description("An entry of the same kind as the one that it replaces.");
        var discriminator = new Discriminator().propertyName("kind");
        KINDS.forEach((kind, name) -> {
            Schema<?> entry = schemas.get(name);
            if (entry == null) {
                throw new IllegalStateException("no schema " + name);
            }
            plain(entry);
            entry.addProperty(
                    "kind",
                    new StringSchema()
                            ._const(kind)
                            .description("The kind of the entry, as the address says it; needed in a replacement."));
            var copy = new Schema<Object>();
            copy.addType("object");
            copy.setDescription(entry.getDescription() + " It replaces another.");
            copy.setProperties(new LinkedHashMap<>(entry.getProperties()));
            copy.setRequired(required(entry));
            schemas.put("Corrected" + name, copy);
            replacement.addOneOfItem(new Schema<>().$ref(SCHEMAS + "Corrected" + name));
            discriminator.mapping(kind, SCHEMAS + "Corrected" + name);
        });
        schemas.put("Replacement", replacement.discriminator(discriminator));
        Schema<?> correction = Objects.requireNonNull(schemas.get("Correction"), "Correction");
        correction.getProperties().put("replacement", new Schema<>().$ref(SCHEMAS + "Replacement"));
        schemas.remove("EntryRequest");
    }

    /** What the fields have in common is only the kind: no client needs a type for that. */
    static void plain(Schema<?> entry) {
        var parts = entry.getAllOf();
        entry.setAllOf(null);
        entry.addType("object");
        for (Schema<?> part : parts) {
            if (part.getProperties() != null) {
                part.getProperties().forEach(entry::addProperty);
            }
        }
    }

    private static List<String> required(Schema<?> entry) {
        var required = new ArrayList<String>();
        required.add("kind");
        if (entry.getRequired() != null) {
            required.addAll(entry.getRequired());
        }
        return required;
    }
}
