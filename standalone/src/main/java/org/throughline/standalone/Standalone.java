package org.throughline.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.throughline.query.trace.NodeTraces;
import org.throughline.standalone.demonstration.DemonstrationAccount;
import org.throughline.standalone.postgres.EmbeddedServer;
import org.throughline.standalone.postgres.StartProblem;

/** Starts Throughline in one process and tells where to look. */
public final class Standalone implements AutoCloseable {
    private static final int LANGUAGE_LEVEL = 25;

    private final Options options;
    private final EmbeddedServer server;
    private final ConfigurableApplicationContext application;
    private final DemonstrationAccess access;

    private Standalone(
            Options options,
            EmbeddedServer server,
            ConfigurableApplicationContext application,
            DemonstrationAccess access) {
        this.options = options;
        this.server = server;
        this.application = application;
        this.access = access;
    }

    /** Starts it and runs until it is stopped. */
    public static void main(String... arguments) throws InterruptedException {
        // the framework asks for news of itself on the internet, unless it is told not to
        System.setProperty("axoniq.update-checker.disabled", "true");
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            if (Options.helped(List.of(arguments), out::println)) {
                return;
            }
            var imported = CommandLineImport.of(List.of(arguments));
            var started = start(Options.of(imported.others()), out);
            imported.run(started.application(), out);
            started.welcome(out);
            new CountDownLatch(1).await();
        } catch (StartProblem problem) {
            System.err.println(problem.sentence());
            System.err.println(problem.whatToDo());
            System.exit(2);
        }
    }

    /**
     * Starts it.
     *
     * @throws StartProblem if it cannot start here, with what to do about it
     */
    static Standalone start(Options options, PrintStream out) {
        if (Runtime.version().feature() < LANGUAGE_LEVEL) {
            throw new StartProblem(
                    "Java " + LANGUAGE_LEVEL + " is needed, and this is Java "
                            + Runtime.version().feature() + ".",
                    "Install a JDK " + LANGUAGE_LEVEL + " and start with it.");
        }
        requireFree(options);
        out.println("Starting PostgreSQL on " + options.data().toAbsolutePath() + " …");
        var server = EmbeddedServer.start(options.data(), options.databasePort(), out::println);
        try {
            var access = DemonstrationAccess.of(server.tokenSecret());
            out.println("Starting Throughline …");
            var application = run(options, server, access, out);
            if (options.rebuildClaims()) {
                Claims.rebuild(application, out);
            }
            if (options.rebuild() != null) {
                Filling.rebuild(application, options.rebuild(), out);
            }
            return new Standalone(options, server, application, access);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void requireFree(Options options) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(options.bind(), options.port()));
        } catch (IOException | IllegalArgumentException taken) {
            throw new StartProblem(
                    "Port " + options.port() + " on " + options.bind() + " cannot be used: another program has it, or"
                            + " the address is not this machine's.",
                    "Stop that program, or choose another port with --port=.");
        }
    }

    private static ConfigurableApplicationContext run(
            Options options, EmbeddedServer server, DemonstrationAccess access, PrintStream out) {
        Map<String, Object> properties = new HashMap<>(server.querySideProperties());
        properties.put("throughline.command.username", server.command().user());
        properties.put("throughline.command.password", server.command().password());
        properties.put(
                "throughline.imports.folder", server.data().resolve("imports").toString());
        properties.put("server.port", options.port());
        properties.put("server.address", options.bind());
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
        properties.put("spring.main.log-startup-info", false);
        properties.put("logging.level.root", "warn");
        // nothing is sent anywhere, and lines are for people
        properties.put("spring.autoconfigure.exclude", NodeTraces.MACHINERY);
        properties.put("management.tracing.export.enabled", false);
        properties.put("springdoc.api-docs.enabled", true);
        properties.put("management.endpoints.web.exposure.include", "health");
        if (options.demonstration()) {
            access.describe(properties);
        }
        var builder = new SpringApplicationBuilder(Application.class)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(properties)
                .initializers(application -> server.beforeStop(application::close));
        if (options.demonstration()) {
            var filling = new Filling(options.data(), options.journeys(), out);
            builder.profiles("demonstration").initializers(application -> {
                filling.joinIn((GenericApplicationContext) application);
                server.beforeStop(filling::stop);
            });
        }
        SpringApplication application = builder.application();
        return application.run();
    }

    /** Where it answers. */
    String address() {
        return "http://" + (options.bind().equals("0.0.0.0") ? "127.0.0.1" : options.bind()) + ":" + options.port();
    }

    /** The application, for tests that look inside. */
    ConfigurableApplicationContext application() {
        return application;
    }

    /** The password of every demonstration account. */
    String password() {
        return access.password();
    }

    private void welcome(PrintStream out) {
        out.println();
        out.println("Throughline is at " + address());
        if (options.demonstration()) {
            out.println();
            out.println("Demonstration accounts, all with the password " + access.password());
            for (var account : DemonstrationAccount.values()) {
                out.printf(
                        "  %-16s %-14s %s%n", account.account(), account.role().code(), account.display());
            }
        }
        out.println();
        out.println("Ctrl-C stops it; the next start finds everything again.");
    }

    @Override
    public void close() {
        application.close();
        server.close();
    }
}
