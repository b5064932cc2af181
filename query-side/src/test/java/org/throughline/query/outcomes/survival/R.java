package org.throughline.query.outcomes.survival;

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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** R itself, asked for its survival, cmprsk and stats packages' figures of some samples. */
final class R {

    private final Map<String, double[]> figures = new HashMap<>();

    private R() {}

    /** Why R can't be asked on this machine, if it can't. */
    static Optional<String> missing() {
        try {
            var answer = run("-e", "stopifnot(requireNamespace('survival'), requireNamespace('cmprsk'))");
            return answer.code == 0
                    ? Optional.empty()
                    : Optional.of("R lacks the package survival or cmprsk: %s".formatted(answer.text));
        } catch (IOException e) {
            return Optional.of("no Rscript on this machine (%s)".formatted(e.getMessage()));
        }
    }

    /** Lets R compute all figures of these samples, in a folder of its own. */
    static R asked(Map<String, List<Subject>> samples, Path folder) {
        var r = new R();
        try {
            var script = folder.resolve("survival.R");
            try (var resource = requireNonNull(R.class.getResourceAsStream("/r/survival.R"))) {
                Files.copy(resource, script);
            }
            for (var sample : samples.entrySet()) {
                var csv = new StringBuilder("day,cause,group\n");
                sample.getValue()
                        .forEach(subject -> csv.append("%d,%d,%d\n"
                                .formatted(subject.seen().day(), subject.seen().cause(), subject.group())));
                Files.writeString(folder.resolve(sample.getKey() + ".csv"), csv);
            }
            var answer = run(script.toString(), folder.toString());
            assertThat(answer.code).as(answer.text).isZero();
            Files.readAllLines(folder.resolve("figures.tsv")).forEach(r::read);
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
        figures.put(parts[0] + "." + parts[1], numbers);
    }

    boolean tells(String sample, String what) {
        return figures.containsKey(sample + "." + what);
    }

    double[] of(String sample, String what) {
        return requireNonNull(figures.get(sample + "." + what), () -> "R told nothing of " + sample + "." + what);
    }

    /** Ours are R's figures, to a relative 1e-9; nothing estimated is R's NA. */
    void agrees(String sample, String what, List<? extends @Nullable Number> ours) {
        var theirs = of(sample, what);
        assertThat(ours).as("%s of %s", what, sample).hasSize(theirs.length);
        for (var index = 0; index < theirs.length; index++) {
            var mine = ours.get(index);
            var description = "%s of %s at %d".formatted(what, sample, index);
            if (Double.isNaN(theirs[index])) {
                assertThat(mine).as(description).isNull();
            } else {
                assertThat(requireNonNull(mine, description).doubleValue())
                        .as(description)
                        .isEqualTo(theirs[index], within(tolerance(theirs[index])));
            }
        }
    }

    /** A relative 1e-9; what cancels out to nothing in R may leave a rounding error here. */
    private static double tolerance(double theirs) {
        return theirs == 0 ? 1e-15 : 1e-9 * Math.abs(theirs);
    }

    private record Answer(int code, String text) {}

    private static Answer run(String... arguments) throws IOException {
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
        return new Answer(process.exitValue(), text);
    }
}
