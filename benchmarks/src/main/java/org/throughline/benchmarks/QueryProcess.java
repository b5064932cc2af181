package org.throughline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.throughline.events.JourneyId;
import org.throughline.query.QueryNode;
import tools.jackson.databind.json.JsonMapper;

/** A query side as a process of its own, with the memory it is given. */
final class QueryProcess implements AutoCloseable {
    private static final String MEMORY = "-Xmx1g";

    private final Process process;
    private final Path log;

    /** Starts it; it logs into a file. */
    QueryProcess(Installation installation) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                QueryNode.class.getName(),
                "--spring.main.sources=" + AskedFor.class.getName(),
                "--server.port=0",
                "--throughline.public-url=http://localhost:1");
        log = Files.createTempFile("query-side", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // not on the command line, where every process of this machine could read the passwords
        builder.environment()
                .put(
                        "SPRING_APPLICATION_JSON",
                        JsonMapper.shared()
                                .writeValueAsString(
                                        Map.copyOf(installation.server().querySideProperties())));
        process = builder.start();
    }

    /** Has it rebuild read models beside the live ones. */
    void rebuild(String... projections) throws IOException {
        for (var projection : projections) {
            ask("rebuild " + projection);
        }
    }

    /** Has it replay a journey some times, and tells how many microseconds that takes, and reading its rows. */
    double[] replay(JourneyId journey) throws IOException, InterruptedException {
        var before = answers().size();
        ask("replay " + journey);
        while (answers().size() == before) {
            requireAlive();
            Thread.sleep(20);
        }
        return Arrays.stream(answers().getLast().split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private List<String> answers() throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(AskedFor.REPLAYED) && line.endsWith(AskedFor.MICROSECONDS))
                    .map(line ->
                            line.substring(AskedFor.REPLAYED.length(), line.length() - AskedFor.MICROSECONDS.length()))
                    .toList();
        }
    }

    private void ask(String what) throws IOException {
        var asked = process.outputWriter();
        asked.write(what);
        asked.newLine();
        asked.flush();
    }

    /** Fails if it has ended by itself. */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The query side has ended: " + Files.readString(log));
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
