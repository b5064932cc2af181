package org.throughline.command.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.throughline.command.reception.OverHttp;
import org.throughline.command.reception.VersionRequired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OverHttp
@SuppressWarnings({"rawtypes", "unchecked", "NullAway"}) // the schemas of the parser are raw, and a missing one fails
class TheContractTest {
    private static final Set<String> UUIDS = Set.of(
            "patientId", "programId", "journeyId", "sessionId", "entryId", "entry", "id", "makeUpFor", "previous");

    @Autowired
    private MockMvcTester web;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private String text = "";
    private OpenAPI api = new OpenAPI();
    private JsonNode json = JsonMapper.shared().nullNode();

    @BeforeEach
    void read() throws Exception {
        var answer = web.get().uri("/v3/api-docs/record").exchange();
        assertThat(answer).hasStatusOk();
        text = answer.getResponse().getContentAsString();
        json = JsonMapper.shared().readTree(text);
        var options = new ParseOptions();
        options.setResolve(true);
        var parsed = new OpenAPIV3Parser().readContents(text, null, options);
        assertThat(parsed.getMessages()).isEmpty();
        api = parsed.getOpenAPI();
    }

    @Test
    void is_openapi_3_1() {
        assertThat(json.path("openapi").asString()).startsWith("3.1.");
        assertThat(api.getInfo().getDescription()).isNotBlank();
        assertThat(api.getInfo().getVersion()).isNotBlank();
    }

    @Test
    void knows_every_command() {
        var addresses = new TreeSet<String>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/record/") && !path.startsWith("/api/record/imports"))
                        .forEach(addresses::add));

        assertThat(api.getPaths().keySet()).containsExactlyInAnyOrderElementsOf(addresses);
    }

    @Test
    void says_of_every_command_what_it_does_takes_and_answers() {
        var ids = new ArrayList<String>();
        for (var operation : operations()) {
            var name = operation.getOperationId();
            ids.add(name);
            assertThat(operation.getSummary()).as(name).isNotBlank().doesNotEndWith(".");
            assertThat(operation.getDescription()).as(name).isNotBlank().endsWith(".");
            assertThat(operation.getDescription()).as(name).isNotEqualTo(operation.getSummary() + ".");
            assertThat(operation.getTags()).as(name).hasSize(1);
            assertThat(operation.getRequestBody().getRequired()).as(name).isTrue();
            assertThat(operation.getRequestBody().getContent().keySet()).containsExactly("application/json");
            assertThat(operation.getResponses().keySet())
                    .as(name)
                    .contains("200", "201", "400", "401", "403", "404", "409", "413", "415", "422", "500", "503");
            operation.getResponses().forEach((status, response) -> {
                assertThat(response.getDescription()).as(name + status).isNotBlank();
                assertThat(response.getContent().keySet())
                        .as(name + " " + status)
                        .containsExactly(status.startsWith("2") ? "application/json" : "application/problem+json");
                response.getContent()
                        .values()
                        .forEach(content -> assertThat(content.getSchema().get$ref())
                                .endsWith(status.startsWith("2") ? "/Recorded" : "/Problem"));
            });
            assertThat(operation.getResponses().get("201").getHeaders().keySet())
                    .contains("ETag", "Location");
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
    }

    @Test
    void says_who_is_asked_for_and_how() {
        assertThat(api.getSecurity()).hasSize(2);
        assertThat(api.getComponents().getSecuritySchemes().keySet()).containsExactlyInAnyOrder("token", "session");
        assertThat(api.getTags())
                .allSatisfy(tag -> assertThat(tag.getDescription()).isNotBlank());
    }

    @Test
    void names_the_headers_of_a_command() {
        mappings.getHandlerMethods()
                .forEach((mapping, handler) -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/record/") && !path.startsWith("/api/record/imports"))
                        .forEach(path -> {
                            var operation = api.getPaths().get(path).getPost();
                            var required = handler.hasMethodAnnotation(VersionRequired.class);
                            assertThat(header(operation, "Idempotency-Key"))
                                    .as(path)
                                    .hasSize(1);
                            assertThat(header(operation, "If-Match"))
                                    .as(path)
                                    .hasSize(path.contains("{") ? 1 : 0)
                                    .allSatisfy(header -> assertThat(header.getRequired())
                                            .as(path)
                                            .isEqualTo(required));
                            assertThat(operation.getResponses().containsKey("428"))
                                    .as(path)
                                    .isEqualTo(required);
                            assertThat(operation.getResponses().containsKey("412"))
                                    .as(path)
                                    .isEqualTo(path.contains("{"));
                        }));
    }

    @Test
    void describes_every_parameter() {
        for (var operation : operations()) {
            assertThat(operation.getParameters()).allSatisfy(parameter -> {
                assertThat(parameter.getDescription()).isNotBlank();
                assertThat(parameter.getSchema()).isNotNull();
                if (parameter.getIn().equals("path")) {
                    assertThat(parameter.getSchema().getFormat()).isEqualTo("uuid");
                }
            });
        }
    }

    @Test
    void describes_every_body() {
        schemas().forEach((name, schema) -> {
            assertThat(name).matches("[A-Z][A-Za-z]+").doesNotEndWith("Request");
            assertThat(schema.getDescription()).as(name).isNotBlank();
        });
        for (var operation : operations()) {
            var body = operation
                    .getRequestBody()
                    .getContent()
                    .get("application/json")
                    .getSchema();
            var schema = schemas().get(body.get$ref().replaceFirst(".*/", ""));
            assertThat(schema).as(operation.getOperationId()).isNotNull();
            assertThat(schema.getRequired()).as(operation.getOperationId()).isNotEmpty();
            assertThat(schema.getAdditionalProperties())
                    .as(operation.getOperationId())
                    .isEqualTo(false);
        }
    }

    @Test
    void gives_every_field_a_type_and_every_id_the_form_of_a_uuid() {
        json.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(field -> {
                            var where = schema.getKey() + "." + field.getKey();
                            var value = field.getValue();
                            assertThat(value.has("type")
                                            || value.has("$ref")
                                            || value.has("oneOf")
                                            || value.has("const"))
                                    .as(where + " " + value)
                                    .isTrue();
                            if (UUIDS.contains(field.getKey())) {
                                assertThat(value.path("format").asString(""))
                                        .as(where + " " + value)
                                        .isEqualTo("uuid");
                            }
                        }));
    }

    @Test
    void lists_the_codes() {
        assertThat(codes("SessionToSchedule", "kind"))
                .contains("psychoeducation", "individual-counselling")
                .hasSize(7);
        assertThat(codes("ProgramToPublish", "levelOfCare")).contains("2.1");
        assertThat(codes("Discharge", "reason")).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(codes("Absence", "absence")).containsExactly("no-show", "excused");
        assertThat(codes("Voiding", "reason")).contains("wrong-patient");
        assertThat(codes("Policy", "weekStart")).hasSize(7);
        assertThat(json.at("/components/schemas/Attendance/properties/presentMinutes/minimum")
                        .asInt(-1))
                .isZero();
        assertThat(text).doesNotContain("NO_SHOW", "IN_PERSON", "org.throughline");
    }

    @Test
    void tells_replacements_apart_by_their_kind() {
        var replacement = json.path("components").path("schemas").path("Replacement");

        assertThat(replacement.path("oneOf").size()).isEqualTo(6);
        assertThat(replacement.path("discriminator").path("propertyName").asString())
                .isEqualTo("kind");
        assertThat(schemas().get("CorrectedAttendance").getRequired()).contains("kind", "sessionId", "presentMinutes");
        assertThat(schemas().get("Attendance").getRequired())
                .contains("sessionId")
                .doesNotContain("kind");
    }

    private List<Operation> operations() {
        return api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
    }

    private static List<Parameter> header(Operation operation, String name) {
        return Stream.ofNullable(operation.getParameters())
                .flatMap(Collection::stream)
                .filter(parameter -> name.equals(parameter.getName()) && "header".equals(parameter.getIn()))
                .toList();
    }

    @SuppressWarnings("rawtypes") // as the parser has them
    private Map<String, Schema> schemas() {
        return api.getComponents().getSchemas();
    }

    private List<String> codes(String schema, String field) {
        var value = json.path("components")
                .path("schemas")
                .path(schema)
                .path("properties")
                .path(field);
        return value.path("enum").valueStream().map(JsonNode::asString).toList();
    }
}
