package org.throughline.standalone.apart;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One side as a process of its own. */
final class Side implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration AGAIN = Duration.ofMillis(300);
    private static final HttpClient ASKING = HttpClient.newHttpClient();
    private static final List<String> STRANGE = List.of("THROUGHLINE_", "SPRING_", "OTEL_", "MANAGEMENT_", "LOGGING_");

    private final Process process;
    private final int port;
    private final Path output;

    private Side(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Starts a node of a side; it is not ready yet. */
    static Side start(Class<?> node, Map<String, String> environment) throws IOException {
        var port = freePort();
        var output = Files.createTempFile("throughline-" + node.getSimpleName(), ".log");
        var process = program(node, environment, output, "--server.port=" + port);
        return new Side(process, port, output);
    }

    /** Starts the program of a side for one thing only, and waits until it is done. */
    static void once(Class<?> node, Map<String, String> environment, String argument)
            throws IOException, InterruptedException {
        var output = Files.createTempFile("throughline-" + node.getSimpleName(), ".log");
        var process = program(node, environment, output, argument);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(node.getSimpleName() + " " + argument + " failed:\n" + Files.readString(output));
        }
    }

    private static Process program(Class<?> node, Map<String, String> environment, Path output, String argument)
            throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                node.getName(),
                argument));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> STRANGE.stream().anyMatch(name::startsWith));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits until it answers. */
    Side ready() {
        await().atMost(PATIENCE).pollInterval(AGAIN).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("It ended with " + process.exitValue() + ":\n" + Files.readString(output));
            }
            return healthy();
        });
        return this;
    }

    private boolean healthy() throws InterruptedException {
        try {
            return ASKING.send(
                                    HttpRequest.newBuilder(address("/actuator/health/readiness"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it has logged of one request. */
    List<JsonNode> logged(String correlation) throws IOException {
        try (var lines = Files.lines(output)) {
            return lines.filter(line -> line.contains(correlation))
                    .map(JsonMapper.shared()::readTree)
                    .toList();
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Sends the process a signal by its name. */
    void signal(String name) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start();
        if (sent.waitFor() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    /** How many bytes it holds once its garbage is collected. */
    long held() throws IOException, InterruptedException {
        var told = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var last = "";
        try (var lines = told.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.startsWith("Total") ? line : last;
            }
        }
        told.waitFor();
        return Long.parseLong(last.strip().split("\\s+", -1)[2]);
    }

    /** Asks it to end, and waits until it has; after a while it is made to. */
    void stop() {
        close();
    }

    /** Where it says what happens to it. */
    Path output() {
        return output;
    }

    /** Ends it as a machine that loses its power does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
