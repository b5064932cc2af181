package org.throughline.command.contract;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Objects;
import org.throughline.command.problems.Problem;

/** What all parts of the contract have in common: who may come in, and how problems are told. */
final class ContractFrame {
    private static final String CORRELATION =
            " Every answer tells in X-Correlation-Id what its lines in the logs are found"
                    + " by: what the request brought in that header, if it is a UUID, or a new one.";

    private ContractFrame() {}

    /** Says what a part is about and how one signs in; adds the problem to its types. */
    static Components around(OpenAPI api, String title, String description) {
        api.openapi("3.1.0")
                .info(new Info()
                        .title(title)
                        .version("1")
                        .description(description + CORRELATION)
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
        // the rules' own types know nothing of this description
        describe(
                components, "Conflict", "An entry that stands against the command, and the rule that would be broken.");
        describe(
                components,
                "Meanwhile",
                "Something that was recorded since the version that the command was made for.");
        return components;
    }

    private static void describe(Components components, String schema, String description) {
        Objects.requireNonNull(components.getSchemas().get(schema), schema).setDescription(description);
    }

    /** An answer that is a problem. */
    static ApiResponse problem(String meaning) {
        return new ApiResponse()
                .description(meaning)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
    }

    /** The answer while something that is needed does not answer. */
    static ApiResponse notNow(String meaning) {
        return problem(meaning)
                .addHeaderObject(
                        "Retry-After",
                        new Header().description("Seconds to wait.").schema(new IntegerSchema()));
    }
}
