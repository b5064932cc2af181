package org.throughline.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures everything, or what is named, and writes the report. */
public final class Benchmarks {
    private static final List<String> ALL = List.of("commands", "visibility", "projecting");

    private Benchmarks() {}

    /**
     * Measures.
     *
     * @param arguments any of {@code commands}, {@code visibility}, {@code projecting}, none for all;
     *     {@code --rounds=5}; {@code --journeys=20000}; {@code --report=docs} where the report goes
     * @throws Exception if something could not be measured
     */
    public static void main(String... arguments) throws Exception {
        // the framework asks for news of itself on the internet, unless it is told not to
        System.setProperty("axoniq.update-checker.disabled", "true");
        var words = List.of(String.join(" ", arguments).strip().split("\\s+"));
        var named = words.stream().filter(ALL::contains).toList();
        var wanted = named.isEmpty() ? ALL : named;
        var rounds = number(words, "--rounds=", 5);
        var journeys = number(words, "--journeys=", 20_000);
        var lines = new ArrayList<Finding>();
        try (var installation = new Installation()) {
            var clinic = new Clinic();
            clinic.open(installation.desk());
            var before = installation.log().head();
            clinic.journey().forEach(installation.desk()::submit);
            var journey = installation.log().after(before, Clinic.EVENTS_A_JOURNEY);
            if (wanted.contains("commands")) {
                var insert = new Insert(installation, journey.getLast());
                lines.addAll(new Commands(installation, clinic, insert, rounds).measure());
            }
            if (wanted.contains("visibility")) {
                lines.addAll(new Visibility(installation, clinic, rounds).measure());
            }
            if (wanted.contains("projecting")) {
                lines.addAll(new Projecting(installation, new Stored(installation, journey), rounds).measure(journeys));
            }
            var report = new Report(lines, rounds, installation.log().head());
            System.out.println(report.markdown());
            var folder = text(words, "--report=");
            if (folder != null) {
                report.write(Path.of(folder));
            }
        }
    }

    private static int number(List<String> words, String name, int usual) {
        var text = text(words, name);
        return text == null ? usual : Integer.parseInt(text);
    }

    private static @Nullable String text(List<String> words, String name) {
        return words.stream()
                .filter(word -> word.startsWith(name))
                .map(word -> word.substring(name.length()))
                .findFirst()
                .orElse(null);
    }
}
