package org.throughline.command.contract;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/** Describes imports: the mapping, the file, how an import stands, and the problems that it can meet. */
@Configuration(proxyBeanMethods = false)
class ImportContract {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String PROBLEM = "application/problem+json";
    private static final Set<String> ANSWERS =
            Set.of("ImportStatus", "Flaw", "Problem", "FieldError", "Conflict", "Meanwhile");

    /** What each operation answers with, if all is well. */
    private static final Map<String, Map.Entry<String, String>> ANSWERED = Map.of(
            "imports", Map.entry("200", "The imports, the latest first."),
            "import", Map.entry("200", "How it stands."),
            "createImport", Map.entry("201", "It awaits its file."),
            "putImportFile",
                    Map.entry("200", "The file was tried: it is READY, or FLAWED with everything that is wrong."),
            "runImport", Map.entry("202", "It runs."),
            "cancelImport", Map.entry("200", "It has stopped, or it stops after the row it is at."),
            "deleteImport", Map.entry("204", "It is forgotten."));

    private static final Map<String, String> ALWAYS = Map.of(
            "401", "Nobody is signed in, or the token is not valid.",
            "403", "Only administrators import.",
            "405", "The address does not take this method.",
            "406", "The answer cannot be given in the form that was asked for.",
            "500", "The fault is ours; the problem has a correlation to quote.");

    /** The other problems, with the operations that meet them. */
    private static final Map<String, Map<String, String>> SOMETIMES = Map.of(
            "createImport",
                    Map.of(
                            "400", "The mapping is not JSON.",
                            "413", "The mapping is too large.",
                            "415", "The mapping is not application/json.",
                            "422", "Something in the mapping is wrong; the problem says what by field."),
            "putImportFile",
                    Map.of(
                            "409", "It has been run, or another file is being taken.",
                            "413", "The file is too large; what was sent before stands.",
                            "415", "The file is not of the form that the mapping says, or not in UTF-8.",
                            "503", "The record does not answer: send the file again."),
            "runImport", Map.of("409", "It has no sound file, is running, or is done."),
            "cancelImport", Map.of("409", "Nothing is running that could be stopped, or a file is being taken."),
            "deleteImport", Map.of("409", "It is running, or a file is being taken."));

    @Bean
    GroupedOpenApi importApi() {
        return GroupedOpenApi.builder()
                .group("imports")
                .displayName("Importing")
                .pathsToMatch("/api/record/imports", "/api/record/imports/**")
                .addOpenApiCustomizer(ImportContract::describe)
                .addOperationCustomizer(ImportContract::operation)
                .build();
    }

    private static void describe(OpenAPI api) {
        var components = ContractFrame.around(
                api,
                "Throughline: importing",
                "Taking over journeys and their attendance from files: first a mapping, then the file, which is tried at"
                        + " once, then the run. Importing twice changes nothing.");
        kinds(components);
        components.getSchemas().forEach((name, schema) -> {
            if (schema.getProperties() != null && !ANSWERS.contains(name)) {
                schema.setAdditionalProperties(false);
            }
        });
        api.getPaths()
                .forEach((path, item) -> item.readOperations().stream()
                        .filter(operation -> operation.getParameters() != null)
                        .flatMap(operation -> operation.getParameters().stream())
                        .forEach(parameter -> parameter.setDescription("The id of the import.")));
    }

    /** What happened on a journey is told apart by its kind. */
    private static void kinds(Components components) {
        var schemas = components.getSchemas();
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("discharge", "DischargePlan");
        kinds.put("follow-up", "FollowUpPlan");
        kinds.put("relapse", "RelapsePlan");
        var event = new Schema<Object>().description("What happened on the journey, by its kind.");
        var discriminator = new Discriminator().propertyName("kind");
        kinds.forEach((kind, name) -> {
            Schema<?> plan = Objects.requireNonNull(schemas.get(name), name);
            Replacements.plain(plan);
            plan.addProperty("kind", new StringSchema()._const(kind).description("The kind of what happened."));
            plan.addRequiredItem("kind");
            event.addOneOfItem(new Schema<>().$ref(SCHEMAS + name));
            discriminator.mapping(kind, SCHEMAS + name);
        });
        schemas.put("EventPlan", event.discriminator(discriminator));
        Schema<?> mapping = Objects.requireNonNull(schemas.get("Mapping"), "Mapping");
        Schema<?> events = Objects.requireNonNull(mapping.getProperties().get("events"), "events");
        events.setItems(new Schema<>().$ref(SCHEMAS + "EventPlan"));
    }

    private static Operation operation(Operation operation, HandlerMethod handler) {
        var id = operation.getOperationId();
        var answered = Objects.requireNonNull(ANSWERED.get(id), id);
        var before = operation.getResponses();
        var content = before == null || before.isEmpty()
                ? null
                : before.values().iterator().next().getContent();
        var responses = new ApiResponses();
        var good = new ApiResponse().description(answered.getValue());
        if (!answered.getKey().equals("204")) {
            good.content(content);
        }
        responses.addApiResponse(answered.getKey(), good);
        ALWAYS.forEach((status, meaning) -> responses.addApiResponse(status, ContractFrame.problem(meaning)));
        if (operation.getParameters() != null && !operation.getParameters().isEmpty()) {
            responses.addApiResponse("404", ContractFrame.problem("There is no such import."));
        }
        SOMETIMES
                .getOrDefault(id, Map.of())
                .forEach((status, meaning) -> responses.addApiResponse(
                        status, status.equals("503") ? ContractFrame.notNow(meaning) : ContractFrame.problem(meaning)));
        examples(id, operation, responses);
        return operation.responses(responses);
    }

    private static void examples(String id, Operation operation, ApiResponses responses) {
        switch (id) {
            case "createImport" -> {
                example(
                        operation.getRequestBody().getContent(),
                        "application/json",
                        "A clinic’s journeys",
                        "mapping.json");
                example(of(responses, "422").getContent(), PROBLEM, "An unknown name", "invalid.json");
                of(responses, "201")
                        .addHeaderObject(
                                "Location",
                                new Header()
                                        .description("Where it can be looked at.")
                                        .schema(new StringSchema().format("uri-reference")));
            }
            case "putImportFile" -> {
                var file = operation.getRequestBody().getContent();
                example(file, "text/csv", "Three journeys", "rows.csv");
                example(file, "text/csv", "Two slips", "flawed.csv");
                example(file, "text/csv", "Attendance", "attendance.csv");
                example(file, "application/x-ndjson", "Three journeys", "rows.ndjson");
                example(of(responses, "200").getContent(), "application/json", "Two slips", "flawed.json");
            }
            case "runImport" -> example(of(responses, "409").getContent(), PROBLEM, "Too early", "not-possible.json");
            default -> {
                // needs none
            }
        }
    }

    private static ApiResponse of(ApiResponses responses, String status) {
        return Objects.requireNonNull(responses.get(status), status);
    }

    private static void example(Content content, String type, String summary, String file) {
        var text = resource(file);
        Objects.requireNonNull(content.get(type), type)
                .addExamples(
                        file.replaceFirst("\\..*", ""),
                        new Example()
                                .summary(summary)
                                .value(
                                        file.endsWith(".json")
                                                ? JsonMapper.shared().readTree(text)
                                                : text));
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(ImportContract.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
