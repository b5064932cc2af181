package org.throughline.query;

import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.core.env.StandardEnvironment;
import org.throughline.query.trace.NodeTraces;

/**
 * The query side as a program of its own, of which any number can run on the same databases: they share the segments of
 * the projections. Where the databases are comes from the environment; what it may do there is its login's. It makes no
 * tables but those of its read models, except when it is started only for that.
 */
// no configuration class, so that an application that holds both sides does not find it
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
public final class QueryNode {
    private static final String PREPARE = "--prepare";

    private QueryNode() {}

    /**
     * Runs until it is stopped, unless an argument asks for less.
     *
     * @param arguments {@code --prepare} brings the tables of the views up to date, as their owner
     */
    public static void main(String... arguments) {
        // the framework asks for news of itself on the internet, unless it is told not to
        System.setProperty("axoniq.update-checker.disabled", "true");
        if (List.of(arguments).contains(PREPARE)) {
            prepare(Binder.get(new StandardEnvironment()));
        } else {
            new SpringApplicationBuilder(QueryNode.class, QuerySide.class)
                    .bannerMode(Banner.Mode.OFF)
                    .initializers(NodeTraces::join)
                    .properties(usual())
                    .run(arguments);
        }
    }

    private static Map<String, Object> usual() {
        return Map.ofEntries(
                Map.entry("spring.application.name", "query-side"),
                Map.entry("spring.main.log-startup-info", false),
                Map.entry("logging.structured.format.console", "ecs"),
                // a caller's own notes are not carried on
                Map.entry("management.tracing.baggage.enabled", false),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "20s"),
                // the proxy before it says who asks and how; nobody else reaches it
                Map.entry("server.forward-headers-strategy", "framework"),
                // each costs memory, and who comes on top of them waits outside; pages that listen are among them
                Map.entry("server.tomcat.max-connections", 4_000),
                // with a short queue a crowd cannot even connect, so nobody could tell them to come again
                Map.entry("server.tomcat.accept-count", 1_000),
                Map.entry("springdoc.api-docs.enabled", true),
                Map.entry("management.endpoint.health.probes.enabled", true),
                Map.entry("management.endpoint.health.group.readiness.include", "readinessState,clock"),
                Map.entry("management.endpoints.web.exposure.include", "health,prometheus"));
    }

    private static void prepare(Binder settings) {
        Flyway.configure()
                .dataSource(
                        wanted(settings, "throughline.views.url"),
                        wanted(settings, "throughline.owner.username"),
                        wanted(settings, "throughline.owner.password"))
                .locations("classpath:db/views")
                .load()
                .migrate();
    }

    private static String wanted(Binder settings, String name) {
        return settings.bind(name, String.class)
                .orElseThrow(() -> new IllegalStateException("The setting " + name + " is missing."));
    }
}
