package org.throughline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, for people and for a comparison with another run. */
record Report(List<Finding> lines, List<Loop> loops, int rounds, long events) {
    private static final String BELOW = """
            What stops the rows that are not reached is in [where-time-goes.md](where-time-goes.md).
            """;

    /** Writes {@code benchmarks.md} and {@code benchmarks.json} into a folder. */
    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("benchmarks.md"), markdown());
        Files.writeString(
                folder.resolve("benchmarks.json"),
                JsonMapper.builder()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(
                                        Map.of("lines", lines, "loops", loops, "rounds", rounds, "events", events))
                        + "\n");
    }

    String markdown() throws IOException {
        return """
                # Benchmarks

                Written by `mvn -q -Dmaven.test.skip -Dbenchmarks -pl benchmarks -am spring-boot:run`; each figure is the median of %d
                rounds (least and most in brackets), taken in turns with what it is compared with, on the same PostgreSQL
                with `fsync`, `full_page_writes` and `synchronous_commit` on. Absolute figures say more about the machine
                than about Throughline: compare ratios.

                %s; Java %s; %,d events stored; %s.

                | what | against | ours | theirs | ratio | required | goal | |
                |---|---|---|---|---|---|---|---|
                %s

                %s%s""".formatted(
                        rounds,
                        machine(),
                        Runtime.version(),
                        events,
                        LocalDate.now(ZoneOffset.UTC),
                        lines.stream().map(Finding::line).collect(Collectors.joining("\n")),
                        BELOW,
                        loops.isEmpty() ? "" : innerLoops());
    }

    private String innerLoops() {
        return """

                ## Inner loops

                Measured by JMH in a process of their own, without a database: the median of five measurements of a second
                each (least and most in brackets), after two to warm up. They have no target: they tell where a later change
                comes from.

                | what | time |
                |---|---|
                %s
                """.formatted(loops.stream().map(Loop::line).collect(Collectors.joining("\n")));
    }

    private static String machine() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        var model = Files.exists(info)
                ? Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.replaceFirst(".*: ", ""))
                        .findFirst()
                        .orElse("unknown processor")
                : System.getProperty("os.arch");
        return Runtime.getRuntime().availableProcessors() + " processors (" + model + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
}
