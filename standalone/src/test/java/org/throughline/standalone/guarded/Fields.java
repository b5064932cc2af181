package org.throughline.standalone.guarded;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a body, and bodies with one of them replaced. */
final class Fields {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String UNICODE = "u";

    /** NUL and half a surrogate pair, as JSON writes them. */
    static final List<String> UNSTORABLE =
            List.of("\"a\\" + UNICODE + "0000b\"", "\"a\\" + UNICODE + "d800b\"", "\"\\" + UNICODE + "dc00\"");

    /**
     * One field.
     *
     * @param path as problems name it: {@code policy.weekStart}, {@code diagnoses[0]}
     * @param pointer as JSON Pointer
     */
    record Field(String path, String pointer, JsonNode value) {
        String name() {
            return path.substring(path.lastIndexOf('.') + 1).replaceAll("\\[\\d+]", "");
        }
    }

    private Fields() {}

    static List<Field> of(String body) {
        var fields = new ArrayList<Field>();
        collect("", "", JSON.readTree(body), fields::add);
        return fields;
    }

    private static void collect(String path, String pointer, JsonNode node, Consumer<Field> each) {
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(part -> collect(
                                path.isEmpty() ? part.getKey() : path + "." + part.getKey(),
                                pointer + "/" + part.getKey(),
                                part.getValue(),
                                each));
            case ArrayNode list -> {
                for (int i = 0; i < list.size(); i++) {
                    collect(path + "[" + i + "]", pointer + "/" + i, list.get(i), each);
                }
            }
            default -> each.accept(new Field(path, pointer, node));
        }
    }

    /** The body with another value, given as JSON, which need not be what any JSON library would write. */
    static String with(String body, Field field, String json) {
        var tree = JSON.readTree(body);
        var mark = "put here what is wrong";
        var last = field.pointer().lastIndexOf('/');
        var name = field.pointer().substring(last + 1);
        switch (tree.at(field.pointer().substring(0, last))) {
            case ObjectNode object -> object.put(name, mark);
            case ArrayNode list -> list.set(Integer.parseInt(name), mark);
            default -> throw new IllegalArgumentException(field.path());
        }
        return JSON.writeValueAsString(tree).replace("\"" + mark + "\"", json);
    }

    /** The names of the fields that are a code of a list, as the contract describes them. */
    static Set<String> coded() {
        var contract = Guest.NOBODY.get("/v3/api-docs/record").json();
        var coded = new HashSet<String>();
        contract.at("/components/schemas")
                .properties()
                .forEach(schema -> parts(schema.getValue())
                        .flatMap(part -> part.at("/properties").properties().stream())
                        .filter(property -> listed(property.getValue(), contract))
                        .forEach(property -> coded.add(property.getKey())));
        return coded;
    }

    private static Stream<JsonNode> parts(JsonNode schema) {
        return Stream.concat(Stream.of(schema), schema.at("/allOf").valueStream());
    }

    private static boolean listed(JsonNode property, JsonNode contract) {
        var reference = property.at("/$ref").asString("");
        var schema = reference.isEmpty() ? property : contract.at(reference.substring(1));
        return schema.has("enum")
                || Stream.of("/anyOf", "/oneOf", "/allOf")
                        .flatMap(choice -> schema.at(choice).valueStream())
                        .anyMatch(choice -> listed(choice, contract));
    }
}
