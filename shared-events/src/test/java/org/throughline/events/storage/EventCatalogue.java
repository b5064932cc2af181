package org.throughline.events.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Personal;
import org.throughline.events.PersonalData;
import tools.jackson.databind.json.JsonMapper;

/** Writes the catalogue of events from the code that stores them and the golden files. */
final class EventCatalogue {
    private static final String HEAD = """
            # What can happen: the events of the record

            This page is generated from the code; change that, not this. Each event is stored as a JSON payload with the \
            components below, under its name and revision. A component that is optional is left out when there is nothing \
            to say. What is sealed is encrypted under the patient’s own key, as `{"enc":"v1.<key id>.<base64>"}`, and can \
            be read by nobody once that key is destroyed. A name or a code keeps its meaning for ever; see \
            [stored names](decisions/0003-stored-names.md) and [personal data](decisions/0004-personal-data.md).

            """;

    private static final Map<Class<?>, String> PLAIN = Map.of(
            UUID.class, "UUID",
            String.class, "text",
            int.class, "number",
            Integer.class, "number",
            boolean.class, "true or false",
            Boolean.class, "true or false",
            Instant.class, "moment, UTC",
            LocalDate.class, "date",
            ZoneId.class, "time zone",
            DayOfWeek.class, "`MONDAY` to `SUNDAY`");

    private final StringBuilder page = new StringBuilder(HEAD);
    private final JsonMapper json = new JsonMapper();
    private final NavigableMap<String, Class<?>> shapes = new TreeMap<>();
    private final SortedMap<String, Class<?>> codes = new TreeMap<>();

    private EventCatalogue() {}

    static String rendered() {
        return new EventCatalogue().render();
    }

    private String render() {
        var types = EventTypes.below(HistoryEvent.class).all();
        line("| event | revision | what it says happened |");
        line("|---|---|---|");
        types.forEach(type -> line("| [`" + type.name() + "`](#" + type.name().replace(".", "") + ") | "
                + type.revision() + " | " + type.meaning() + " |"));
        line("");
        types.forEach(this::event);
        line("# Shapes within");
        line("");
        // a shape may hold another one
        for (var shape = shapes.pollFirstEntry(); shape != null; shape = shapes.pollFirstEntry()) {
            line("## " + shape.getKey());
            line("");
            components(shape.getValue());
        }
        line("# Codes");
        line("");
        codes.forEach(this::codes);
        return page.toString().stripTrailing() + "\n";
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private void event(EventTypes.Entry type) {
        line("## " + type.name());
        line("");
        line(type.meaning() + " Revision " + type.revision() + ".");
        line("");
        components(type.type());
        line("```json");
        line(json.writerWithDefaultPrettyPrinter()
                .writeValueAsString(json.readTree(
                        GoldenFiles.read(type.name() + "." + type.revision()).payload())));
        line("```");
        line("");
    }

    private void components(Class<?> type) {
        line("| component | type | | meaning |");
        line("|---|---|---|---|");
        for (var component : type.getRecordComponents()) {
            line("| `" + component.getName() + "` | " + typeOf(component.getGenericType()) + " | " + marks(component)
                    + " | " + SourceComments.ofComponent(type, component.getName()) + " |");
        }
        line("");
    }

    private static String marks(RecordComponent component) {
        var leftOut =
                Nullables.mayBeLeftOut(component) || component.getAccessor().isAnnotationPresent(JsonInclude.class);
        var optional = leftOut ? "optional" : "";
        var label = component.getAnnotation(PersonalData.class);
        var sealed = label == null ? "" : "sealed as `" + label.value() + "`";
        return optional.isEmpty() || sealed.isEmpty() ? optional + sealed : optional + ", " + sealed;
    }

    private String typeOf(Type type) {
        return switch (type) {
            case ParameterizedType generic -> ofMany(generic);
            case Class<?> plain when PLAIN.containsKey(plain) -> PLAIN.get(plain);
            case Class<?> list
            when list.isEnum() -> {
                codes.put(list.getSimpleName(), list);
                yield "[" + list.getSimpleName() + "](#" + anchor(list) + ")";
            }
            case Class<?> id when id.getSimpleName().endsWith("Id") -> "UUID";
            case Class<?> shape -> {
                shapes.put(shape.getSimpleName(), shape);
                yield "[" + shape.getSimpleName() + "](#" + anchor(shape) + ")";
            }
            default -> throw new IllegalArgumentException("no words for " + type);
        };
    }

    private String ofMany(ParameterizedType generic) {
        var parts = Arrays.stream(generic.getActualTypeArguments())
                .map(this::typeOf)
                .toList();
        if (generic.getRawType().equals(Personal.class)) {
            return parts.getFirst();
        }
        return generic.getRawType().equals(List.class)
                ? "list of " + parts.getFirst()
                : parts.getLast() + " by " + parts.getFirst();
    }

    private static String anchor(Class<?> type) {
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void codes(String name, Class<?> list) {
        line("## " + name);
        line("");
        line("| code | meaning |");
        line("|---|---|");
        for (var constant : list.getEnumConstants()) {
            line("| `" + json.writeValueAsString(constant).replace("\"", "") + "` | "
                    + SourceComments.ofConstant((Enum<?>) constant) + " |");
        }
        line("");
    }
}
