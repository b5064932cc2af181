package org.throughline.command.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.throughline.command.reception.Bearer;
import org.throughline.command.reception.OverHttp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OverHttp
@SuppressWarnings("NullAway") // a missing part of the contract fails
class TheContractOfImportsTest {
    private static final String IMPORTS = "/api/record/imports";
    private static final String PROBLEM = "application/problem+json";

    @Autowired
    private MockMvcTester web;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private OpenAPI api = new OpenAPI();
    private JsonNode json = JsonMapper.shared().nullNode();

    @BeforeEach
    void read() throws Exception {
        var answer = web.get().uri("/v3/api-docs/imports").exchange();
        assertThat(answer).hasStatusOk();
        var text = answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        json = JsonMapper.shared().readTree(text);
        var options = new ParseOptions();
        options.setResolve(true);
        var parsed = new OpenAPIV3Parser().readContents(text, null, options);
        assertThat(parsed.getMessages()).isEmpty();
        api = parsed.getOpenAPI();
    }

    @Test
    void says_what_it_is_and_who_may_come_in() {
        assertThat(json.path("openapi").asString()).startsWith("3.1.");
        assertThat(api.getInfo().getDescription()).isNotBlank();
        assertThat(api.getInfo().getVersion()).isNotBlank();
        assertThat(api.getSecurity()).hasSize(2);
        assertThat(api.getComponents().getSecuritySchemes().keySet()).containsExactlyInAnyOrder("token", "session");
        assertThat(api.getTags())
                .isNotEmpty()
                .allSatisfy(tag -> assertThat(tag.getDescription()).isNotBlank());
    }

    @Test
    void knows_every_address_and_method() {
        var served = new TreeSet<String>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith(IMPORTS))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method + " " + path))));
        var described = new TreeSet<String>();
        api.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().keySet().forEach(method -> described.add(method + " " + path)));
        assertThat(described).isEqualTo(served);
    }

    @Test
    void says_of_every_operation_what_it_does_takes_and_answers() {
        var ids = new ArrayList<String>();
        for (var operation : operations()) {
            var name = operation.getOperationId();
            ids.add(name);
            assertThat(operation.getSummary()).as(name).isNotBlank().doesNotEndWith(".");
            assertThat(operation.getDescription()).as(name).isNotBlank().endsWith(".");
            assertThat(operation.getDescription()).as(name).isNotEqualTo(operation.getSummary() + ".");
            assertThat(operation.getTags()).as(name).hasSize(1);
            assertThat(operation.getResponses().keySet())
                    .as(name)
                    .contains("401", "403", "405", "406", "500")
                    .filteredOn(status -> status.startsWith("2"))
                    .hasSize(1);
            operation.getResponses().forEach((status, response) -> {
                assertThat(response.getDescription()).as(name + status).isNotBlank();
                if (status.equals("204")) {
                    assertThat(response.getContent()).as(name).isNull();
                } else {
                    assertThat(response.getContent().keySet())
                            .as(name + " " + status)
                            .containsExactly(status.startsWith("2") ? "application/json" : PROBLEM);
                }
            });
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
    }

    @Test
    void describes_every_parameter_and_every_body() {
        for (var operation : operations()) {
            if (operation.getParameters() != null) {
                assertThat(operation.getParameters()).allSatisfy(parameter -> {
                    assertThat(parameter.getDescription()).isNotBlank();
                    assertThat(parameter.getSchema().getFormat()).isEqualTo("uuid");
                });
            }
            if (operation.getRequestBody() != null) {
                assertThat(operation.getRequestBody().getRequired()).isTrue();
                assertThat(operation.getRequestBody().getContent().values())
                        .allSatisfy(content -> assertThat(content.getExamples()).isNotEmpty());
            }
        }
        json.path("components").path("schemas").properties().forEach(schema -> {
            assertThat(schema.getKey()).matches("[A-Z][A-Za-z]+");
            assertThat(schema.getValue().path("description").asString(""))
                    .as(schema.getKey())
                    .isNotBlank();
            schema.getValue().path("properties").properties().forEach(field -> {
                var value = field.getValue();
                assertThat(value.has("type") || value.has("$ref") || value.has("oneOf") || value.has("const"))
                        .as(schema.getKey() + "." + field.getKey() + " " + value)
                        .isTrue();
            });
        });
        assertThat(json.toString()).doesNotContain("org.throughline", "FOLLOW_UP", "LEVEL_");
    }

    @Test
    void lists_codes_and_tells_events_apart_by_their_kind() {
        var schemas = json.path("components").path("schemas");
        assertThat(texts(schemas.at("/Mapping/properties/format/enum"))).containsExactly("csv", "ndjson");
        assertThat(texts(schemas.at("/ProgramPlan/properties/levelOfCare/enum")))
                .contains("2.1", "3.5");
        assertThat(texts(schemas.at("/ImportStatus/properties/state/enum")))
                .contains("INTERRUPTED")
                .hasSize(8);
        assertThat(schemas.at("/Mapping/additionalProperties").asBoolean(true)).isFalse();
        assertThat(schemas.at("/Mapping/properties/events/items/$ref").asString())
                .endsWith("/EventPlan");
        assertThat(schemas.at("/EventPlan/oneOf").size()).isEqualTo(3);
        assertThat(schemas.at("/EventPlan/discriminator/propertyName").asString())
                .isEqualTo("kind");
        assertThat(texts(schemas.at("/RelapsePlan/required"))).contains("kind", "purpose", "day", "source");
        assertThat(schemas.at("/RelapsePlan/properties/kind/const").asString()).isEqualTo("relapse");
    }

    @Test
    void gives_examples_that_are_true() throws Exception {
        var created = send(HttpMethod.POST, "", "application/json", "mapping.json");
        assertThat(created).hasStatus(201);
        var id = body(created).path("id").asString();

        var flawed = send(HttpMethod.PUT, "/" + id + "/file", "text/csv", "flawed.csv");
        var told = JsonMapper.shared().readTree(resource("flawed.json"));
        body(flawed)
                .properties()
                .forEach(field ->
                        assertThat(told.has(field.getKey())).as(field.getKey()).isTrue());
        for (var field : List.of("name", "state", "rows", "flaws", "flawCount")) {
            assertThat(body(flawed).path(field)).as(field).isEqualTo(told.path(field));
        }
        var tooEarly = send(HttpMethod.POST, "/" + id + "/run", "application/json", "mapping.json");
        assertThat(tooEarly).hasStatus(409);
        assertThat(body(tooEarly)).isEqualTo(JsonMapper.shared().readTree(resource("not-possible.json")));

        var sound = send(HttpMethod.PUT, "/" + id + "/file", "text/csv", "rows.csv");
        assertThat(body(sound).path("state").asString())
                .as(body(sound).toString())
                .isEqualTo("READY");
    }

    @Test
    void gives_an_example_of_a_mapping_that_is_refused_that_is_true() throws Exception {
        var wrong = resource("mapping.json").replaceFirst("\"reason\": \\{[^}]*}}", "\"reason\": {\"named\": \"why\"}");
        var answer = send(HttpMethod.POST, "", "application/json", wrong.getBytes(StandardCharsets.UTF_8));
        assertThat(answer).hasStatus(422);
        assertThat(body(answer)).isEqualTo(JsonMapper.shared().readTree(resource("invalid.json")));

        var lines = resource("mapping.json").replace("\"csv\"", "\"ndjson\"");
        var created = send(HttpMethod.POST, "", "application/json", lines.getBytes(StandardCharsets.UTF_8));
        var id = body(created).path("id").asString();
        var sound = send(HttpMethod.PUT, "/" + id + "/file", "application/x-ndjson", "rows.ndjson");
        assertThat(body(sound).path("state").asString())
                .as(body(sound).toString())
                .isEqualTo("READY");
    }

    private List<Operation> operations() {
        return api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private MvcTestResult send(HttpMethod method, String path, String type, String resource) {
        return send(method, path, type, resource(resource).getBytes(StandardCharsets.UTF_8));
    }

    private MvcTestResult send(HttpMethod method, String path, String type, byte[] body) {
        return web.method(method)
                .uri(IMPORTS + path)
                .header("Authorization", "Bearer " + Bearer.of("ada", "administrator"))
                .header("Content-Type", type)
                .content(body)
                .exchange();
    }

    private static JsonNode body(MvcTestResult answer) throws IOException {
        return JsonMapper.shared().readTree(answer.getResponse().getContentAsString(StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        try (var in = requireNonNull(ImportContract.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
