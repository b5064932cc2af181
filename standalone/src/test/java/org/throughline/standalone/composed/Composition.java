package org.throughline.standalone.composed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An installation made from a copy of the sources, by the steps that {@code docs/operating.md} names, with secrets, ports,
 * networks and volumes of its own. What it leaves are images, so that the next one is there sooner.
 */
final class Composition implements AutoCloseable {
    private static final Path SOURCES = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."));
    private static final List<String> NEEDED = List.of(
            "docker-compose.yml",
            "deploy",
            ".dockerignore",
            ".mvn",
            "pom.xml",
            "shared-events",
            "command-side",
            "query-side",
            "standalone/pom.xml",
            "benchmarks/pom.xml");
    private static final Path KEPT = Path.of("target", "composed");
    private static final List<String> OURS =
            List.of("THROUGHLINE_", "KEYCLOAK_", "COMPOSE_FILE", "COMPOSE_PROJECT_NAME");
    private static final Duration BUILDING = Duration.ofMinutes(20);
    private static final Duration STARTING = Duration.ofMinutes(5);

    private final Shell shell;
    private final String project;
    private final String address;

    private Composition(Shell shell, String project, String address) {
        this.shell = shell;
        this.project = project;
        this.address = address;
    }

    /** Copies the sources and makes up secrets; nothing runs yet. */
    static Composition prepare(Path folder) throws IOException {
        for (var needed : NEEDED) {
            copy(SOURCES.resolve(needed), folder.resolve(needed));
        }
        var project = "throughline-" + UUID.randomUUID().toString().substring(0, 8);
        var port = freePort();
        var shell = new Shell(
                folder,
                OURS,
                Map.of(
                        "COMPOSE",
                        Shell.answers("docker", "compose", "version") ? "docker compose" : "docker-compose",
                        "COMPOSE_PROJECT_NAME",
                        project,
                        // an engine with much to do may take longer than the minute that Compose 1 gives it
                        "COMPOSE_HTTP_TIMEOUT",
                        Long.toString(STARTING.toSeconds()),
                        "THROUGHLINE_VERSION",
                        "composed",
                        "THROUGHLINE_PORT",
                        Integer.toString(port),
                        "THROUGHLINE_ADMINISTRATION_PORT",
                        Integer.toString(freePort())));
        var address = "http://localhost:" + port;
        shell.run(BUILDING, "deploy/secrets", address);
        return new Composition(shell, project, address);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file :
                    files.filter(path -> !path.toString().contains("/target")).toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Builds what has changed, starts two copies of each side and waits until every container is healthy. */
    void start() {
        compose(BUILDING, "build", "--quiet");
        compose(STARTING, "up", "-d", "--scale", "query-side=2", "--scale", "command-side=2");
        await().atMost(STARTING)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(containers())
                        .filteredOn(container -> !container.service().startsWith("prepare-"))
                        .hasSize(10)
                        .allMatch(Container::healthy));
    }

    /** Where people find it. */
    String address() {
        return address;
    }

    /** Runs one of the operator's scripts and tells what it prints. */
    String script(String... command) {
        return shell.run(STARTING, command);
    }

    /** Ends one copy as a machine that loses its power does. */
    void kill(String service) {
        var copies = containers().stream()
                .filter(container -> container.service().equals(service) && container.up())
                .toList();
        assertThat(copies).as("copies of " + service).hasSizeGreaterThan(1);
        shell.run(STARTING, "docker", "kill", copies.getFirst().id());
        assertThat(containers())
                .filteredOn(container -> container.service().equals(service) && container.up())
                .hasSize(copies.size() - 1);
    }

    private record Container(String id, String service, String status) {
        boolean up() {
            return status.startsWith("Up");
        }

        boolean healthy() {
            return up() && status.endsWith("(healthy)");
        }
    }

    private List<Container> containers() {
        return shell.run(
                        STARTING,
                        "docker",
                        "ps",
                        "--all",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--format",
                        "{{.ID}}|{{.Label \"com.docker.compose.service\"}}|{{.Status}}")
                .lines()
                .map(line -> line.split("\\|", 3))
                .map(line -> new Container(line[0], line[1], line[2]))
                .toList();
    }

    private String compose(Duration patience, String... arguments) {
        var command = new ArrayList<>(Arrays.asList(shell.value("COMPOSE").split(" ")));
        command.addAll(List.of(arguments));
        return shell.run(patience, command.toArray(String[]::new));
    }

    /** Keeps what the containers said under {@code target/composed}, and removes all that was made. */
    @Override
    public void close() {
        try {
            Files.createDirectories(KEPT);
            Files.writeString(
                    KEPT.resolve("containers.txt"),
                    containers().stream().map(Container::toString).collect(Collectors.joining("\n")));
            Files.writeString(KEPT.resolve("containers.log"), compose(STARTING, "logs", "--no-color"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            compose(STARTING, "kill");
            compose(STARTING, "down", "--volumes", "--remove-orphans");
        }
        assertThat(containers()).as("what is left").isEmpty();
    }
}
