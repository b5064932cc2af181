package org.throughline.command.contract;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.throughline.command.problems.Problem;

/** Describes every command: its body, its headers, its answer and the problems it can meet. */
@Configuration(proxyBeanMethods = false)
class RecordContract {
    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.of(
            "400", "The body is not JSON, or a header is malformed.",
            "401", "Nobody is signed in.",
            "403", "The role, or the program, does not allow it.",
            "404", "What it is about does not exist.",
            "409", "It contradicts what is recorded, or lost a race twice.",
            "413", "The body is too large.",
            "422", "A field is not valid, or the key was used for something else."));
    private static final String NOT_NOW = "The record or the key store does not answer: try again with the same key.";

    @Bean
    GroupedOpenApi recordApi() {
        return GroupedOpenApi.builder()
                .group("record")
                .displayName("Recording")
                .pathsToMatch("/api/record/**")
                .addOpenApiCustomizer(RecordContract::describe)
                .addOperationCustomizer((operation, handler) -> command(operation))
                .build();
    }

    private static void describe(OpenAPI api) {
        api.openapi("3.1.0")
                .info(new Info()
                        .title("Throughline: recording")
                        .version("1")
                        .description("Commands that record what happened on a journey of treatment. Every command can"
                                + " carry an Idempotency-Key: sent again with the same key it changes nothing more.")
                        .license(new License()
                                .name("Not licensed for redistribution")
                                .identifier("LicenseRef-none")))
                .servers(List.of(new Server().url("/").description("This server")))
                .security(List.of(
                        new SecurityRequirement().addList("token"), new SecurityRequirement().addList("session")));
        var components = api.getComponents() == null ? new Components() : api.getComponents();
        api.components(components
                .addSecuritySchemes(
                        "token",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("A token with the claims roles and programs."))
                .addSecuritySchemes(
                        "session",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.COOKIE)
                                .name("THROUGHLINE")
                                .description("The session of a page, with the header X-XSRF-TOKEN.")));
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(components::addSchemas);
    }

    private static Operation command(Operation operation) {
        operation.addParametersItem(new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .description("Chosen by the client, once for each command: 8 to 128 letters, digits, - or _.")
                .schema(new StringSchema().pattern("^[A-Za-z0-9_-]{8,128}$")));
        var responses = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        responses
                .values()
                .forEach(success -> success.addHeaderObject(
                        "ETag",
                        new Header().description("The version after it.").schema(new StringSchema())));
        PROBLEMS.forEach((status, meaning) -> responses.addApiResponse(status, problem(meaning)));
        responses.addApiResponse(
                "503",
                problem(NOT_NOW)
                        .addHeaderObject(
                                "Retry-After",
                                new Header().description("Seconds to wait.").schema(new IntegerSchema())));
        if (operation.getParameters().stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()))) {
            responses.addApiResponse("412", problem("Something was recorded meanwhile; the problem says what."));
            responses.addApiResponse("428", problem("If-Match is missing."));
        }
        return operation.responses(responses);
    }

    private static ApiResponse problem(String meaning) {
        return new ApiResponse()
                .description(meaning)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
    }
}
