package org.throughline.standalone.story;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** R itself, asked for its survival, cmprsk and stats packages' figures of the UIS file. */
final class UisInR {
    private final Map<String, double[]> figures = new HashMap<>();

    private UisInR() {}

    /** Why R can't be asked on this machine, if it can't. */
    static Optional<String> missing() {
        try {
            var text = run("-e", "stopifnot(requireNamespace('survival'), requireNamespace('cmprsk')); cat('ready')");
            return text.contains("ready")
                    ? Optional.empty()
                    : Optional.of("R lacks the package survival or cmprsk: " + text);
        } catch (IOException e) {
            return Optional.of("no Rscript on this machine (" + e.getMessage() + ")");
        }
    }

    /**
     * Lets R compute everything from the file itself.
     *
     * @param tableDays the days of at-risk tables by scope: {@code all}, {@code a} or {@code b}
     */
    static UisInR asked(Map<String, List<Integer>> tableDays, Path folder) {
        var r = new UisInR();
        try {
            var script = Files.write(folder.resolve("uis.R"), UisImport.resource("/r/uis.R"));
            var csv = Files.write(folder.resolve("uis.csv"), UisImport.resource("/uis/uis.csv"));
            var days = tableDays.entrySet().stream()
                    .map(scope -> scope.getKey() + " "
                            + String.join(
                                    " ",
                                    scope.getValue().stream()
                                            .map(String::valueOf)
                                            .toList()))
                    .toList();
            var asked = Files.write(folder.resolve("days"), days);
            var told = folder.resolve("figures.tsv");
            var text = run(script.toString(), csv.toString(), asked.toString(), told.toString());
            assertThat(told).as(text).exists();
            Files.readAllLines(told).forEach(r::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return r;
    }

    private void read(String line) {
        var parts = line.split("\t", -1);
        assertThat(parts).as(line).hasSize(3);
        var numbers = Arrays.stream(parts[2].split(" ", -1))
                .mapToDouble(text -> text.equals("NA") ? Double.NaN : Double.parseDouble(text))
                .toArray();
        figures.put(parts[0] + " " + parts[1], numbers);
    }

    double[] of(String sample, String what) {
        return requireNonNull(figures.get(sample + " " + what), () -> "R told nothing of " + sample + " " + what);
    }

    /** Our numbers are R's, to a relative 1e-9; what R has no number for is null. */
    void agrees(String sample, String what, JsonNode... ours) {
        var theirs = of(sample, what);
        assertThat(ours).as("%s of %s", what, sample).hasSize(theirs.length);
        for (var index = 0; index < theirs.length; index++) {
            agrees("%s of %s at %d".formatted(what, sample, index), ours[index], theirs[index]);
        }
    }

    static void agrees(String description, JsonNode ours, double theirs) {
        if (Double.isNaN(theirs)) {
            assertThat(ours.isNull()).as("%s: %s", description, ours).isTrue();
            return;
        }
        assertThat(ours.isNumber()).as("%s: %s", description, ours).isTrue();
        // what cancels out to nothing in R may leave a rounding error here
        assertThat(ours.asDouble())
                .as(description)
                .isEqualTo(theirs, within(theirs == 0 ? 1e-15 : 1e-9 * Math.abs(theirs)));
    }

    /** A curve of R by day: what holds from that day on. */
    Map<Integer, Double> curve(String sample, String days, String heights) {
        var curve = new TreeMap<Integer, Double>();
        var when = of(sample, days);
        var high = of(sample, heights);
        assertThat(high).as(heights).hasSize(when.length);
        for (var index = 0; index < when.length; index++) {
            curve.put((int) when[index], high[index]);
        }
        return curve;
    }

    private static String run(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("Rscript", "--vanilla"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("Rscript doesn't end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        assertThat(process.exitValue() == 0 || arguments[0].equals("-e"))
                .as(text)
                .isTrue();
        return text;
    }
}
