package org.throughline.command.contract;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.throughline.command.reception.VersionRequired;

/** Describes every command: its body, its headers, its answer and the problems it can meet. */
@Configuration(proxyBeanMethods = false)
class RecordContract {
    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.ofEntries(
            Map.entry("400", "The body is not JSON, or a header is malformed."),
            Map.entry("401", "Nobody is signed in, or the token is not valid."),
            Map.entry("403", "The role, or the program, does not allow it."),
            Map.entry("404", "What it is about does not exist."),
            Map.entry("405", "The method is not POST."),
            Map.entry("406", "The answer cannot be given in the form that was asked for."),
            Map.entry("409", "It contradicts what is recorded, or lost a race twice."),
            Map.entry("410", "The personal data that it needs is destroyed."),
            Map.entry("413", "The body is too large."),
            Map.entry("415", "The body is not application/json."),
            Map.entry("422", "A field is not valid, or the key was used for something else."),
            Map.entry("500", "The fault is ours; the problem has a correlation to quote.")));
    private static final Set<String> ANSWERS = Set.of("Recorded", "Problem", "FieldError", "Conflict", "Meanwhile");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String NOT_NOW =
            "The record or the key store does not answer, or too much comes at once: try again with the same key.";

    @Bean
    GroupedOpenApi recordApi() {
        return GroupedOpenApi.builder()
                .group("record")
                .displayName("Recording")
                .pathsToMatch("/api/record/**")
                .pathsToExclude("/api/record/imports/**")
                .addOpenApiCustomizer(RecordContract::describe)
                .addOperationCustomizer(RecordContract::command)
                .build();
    }

    private static void describe(OpenAPI api) {
        var components = ContractFrame.around(
                api,
                "Throughline: recording",
                "Commands that record what happened on a journey of treatment. Every command can carry an"
                        + " Idempotency-Key: sent again with the same key it changes nothing more.");
        Replacements.describe(components);
        components.getSchemas().forEach(RecordContract::closed);
        api.getPaths().forEach(RecordContract::variables);
    }

    /** Nothing is taken that is not described; answers may grow. */
    private static void closed(String name, Schema<?> schema) {
        if (schema.getProperties() != null && !ANSWERS.contains(name)) {
            schema.setAdditionalProperties(false);
        }
    }

    private static void variables(String path, PathItem item) {
        var variables = VARIABLE.matcher(path);
        while (variables.find()) {
            var name = variables.group(1);
            item.readOperations().stream()
                    .flatMap(operation -> operation.getParameters().stream())
                    .filter(parameter -> name.equals(parameter.getName()))
                    .forEach(parameter -> parameter.setDescription("The id of the " + name + "."));
        }
        // the answers of a command that needs a version differ from those of one that may have one
        if (variables.reset().find()) {
            item.readOperations().forEach(RecordContract::version);
        }
    }

    private static void version(Operation operation) {
        var responses = operation.getResponses();
        var required = responses.containsKey("428");
        operation.addParametersItem(new Parameter()
                .in("header")
                .name("If-Match")
                .required(required)
                .description("The version that the command is made for, as the ETag gave it, in double quotes.")
                .schema(new StringSchema().pattern("^\"\\d{1,18}\"$").example("\"3\"")));
        responses.addApiResponse(
                "412", ContractFrame.problem("Something was recorded meanwhile; the problem says what."));
    }

    private static Operation command(Operation operation, HandlerMethod handler) {
        operation.addParametersItem(new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .description("Chosen by the client, once for each command: 8 to 128 letters, digits, - or _.")
                .schema(new StringSchema().pattern("^[A-Za-z0-9_-]{8,128}$")));
        operation.addParametersItem(new Parameter()
                .in("header")
                .name("Correlation")
                .description(
                        "Notes that it belongs together with another command: the correlation of that one's answer.")
                .schema(new StringSchema().format("uuid")));
        var responses = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        var content = responses.containsKey("200") ? responses.get("200").getContent() : null;
        responses.addApiResponse(
                "200", done("It had been done before under this key: the answer given then.", content));
        responses.addApiResponse("201", done("It is recorded.", content));
        PROBLEMS.forEach((status, meaning) -> responses.addApiResponse(status, ContractFrame.problem(meaning)));
        responses.addApiResponse(
                "429", ContractFrame.notNow("More comes at this moment than can be recorded: send it again later."));
        responses.addApiResponse("503", ContractFrame.notNow(NOT_NOW));
        if (handler.hasMethodAnnotation(VersionRequired.class)) {
            responses.addApiResponse("428", ContractFrame.problem("If-Match is missing."));
        }
        return operation.responses(responses);
    }

    private static ApiResponse done(String meaning, @Nullable Content content) {
        return new ApiResponse()
                .description(meaning)
                .content(content)
                .addHeaderObject(
                        "ETag",
                        new Header().description("The version after it.").schema(new StringSchema()))
                .addHeaderObject(
                        "Location",
                        new Header()
                                .description("Where it can be read.")
                                .schema(new StringSchema().format("uri-reference")));
    }
}
