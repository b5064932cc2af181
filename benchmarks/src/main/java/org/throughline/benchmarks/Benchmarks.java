package org.throughline.benchmarks;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures everything, or what is named, and writes the report. */
public final class Benchmarks {
    /** How many journeys the small record has that the large one is compared with. */
    static final int FEW_JOURNEYS = 200;

    private static final int FOLLOW_UPS = 440;
    private static final int GENERATED = 300;
    private static final List<String> ALL = List.of(
            "loops",
            "commands",
            "visibility",
            "projecting",
            "replay",
            "growth",
            "http",
            "timeline",
            "outcomes",
            "memory");
    private static final List<String> OF_THE_WHOLE = List.of("growth", "http", "timeline", "outcomes", "memory");

    private final List<String> wanted;
    private final int rounds;
    private final int journeys;
    private final int minutes;
    private final List<Finding> lines = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private long events;

    /** Something that is measured. */
    private interface Part {
        void measure() throws Exception;
    }

    private Benchmarks(List<String> words) {
        var named = words.stream().filter(ALL::contains).toList();
        wanted = named.isEmpty() ? ALL : named;
        rounds = number(words, "--rounds=", 5);
        journeys = number(words, "--journeys=", 20_000);
        minutes = number(words, "--minutes=", 30);
    }

    /**
     * Measures.
     *
     * @param arguments any of {@code loops}, {@code commands}, {@code visibility}, {@code projecting}, {@code replay},
     *     {@code growth}, {@code http}, {@code timeline}, {@code outcomes}, {@code memory}, none for all;
     *     {@code --rounds=5}; {@code --journeys=20000}; {@code --minutes=30} for the memory; {@code --report=docs} where the
     *     report goes
     * @throws Exception if something could not be measured
     */
    public static void main(String... arguments) throws Exception {
        // the framework asks for news of itself on the internet, unless it is told not to
        System.setProperty("axoniq.update-checker.disabled", "true");
        // every client's connection is kept
        System.setProperty("http.maxConnections", "64");
        var words = List.of(String.join(" ", arguments).strip().split("\\s+"));
        var benchmarks = new Benchmarks(words);
        benchmarks.part("loops", () -> benchmarks.loops.addAll(Loops.measure()));
        if (!benchmarks.wanted.equals(List.of("loops"))) {
            benchmarks.part(benchmarks::measure);
        }
        var report = new Report(benchmarks.lines, benchmarks.loops, benchmarks.rounds, benchmarks.events);
        System.out.println(report.markdown());
        var folder = text(words, "--report=");
        if (folder != null) {
            report.write(Path.of(folder));
        }
        for (var failure : benchmarks.failures) {
            throw failure;
        }
    }

    /** What fails takes nothing of what is measured otherwise with it. */
    private void part(Part part) {
        try {
            part.measure();
        } catch (Exception failure) {
            Progress.say("Could not be measured: " + failure);
            failures.add(failure);
        }
    }

    private void part(String name, Part part) {
        if (wanted.contains(name)) {
            part(part);
        }
    }

    private void measure() throws Exception {
        try (var installation = new Installation()) {
            var clinic = new Clinic();
            clinic.open(installation.desk());
            var before = installation.log().head();
            clinic.journey().forEach(installation.desk()::submit);
            var stored = new Stored(installation, installation.log().after(before, Clinic.EVENTS_A_JOURNEY));
            var insert = new Insert(installation, stored.example());
            part("commands", () -> {
                var commands = new Commands(installation, clinic, insert, rounds);
                lines.addAll(commands.measure());
                lines.add(commands.againstStock(stored.example()));
            });
            part("visibility", () -> lines.addAll(new Visibility(installation, clinic, rounds).measure()));
            if (wanted.contains("projecting")) {
                part(() -> lines.addAll(new Projecting(installation, stored, rounds).measure(journeys)));
            } else {
                stored.add(journeys);
            }
            var large = place(installation, clinic);
            part("replay", () -> lines.add(new Replaying(installation, large.journey(), rounds).measure()));
            events = installation.log().head();
            if (wanted.stream().anyMatch(OF_THE_WHOLE::contains)) {
                whole(large, insert);
            }
        }
    }

    /** A record with a long journey on it. */
    private static Growth.Place place(Installation installation, Clinic clinic) {
        var journey = clinic.longJourney(FOLLOW_UPS);
        journey.steps().forEach(installation.desk()::submit);
        return new Growth.Place(installation, clinic, journey.journey());
    }

    private void whole(Growth.Place large, Insert insert) throws Exception {
        if (!wanted.contains("growth")) {
            try (var whole = WholeProcess.on(large.installation(), GENERATED)) {
                whole(whole, large, insert);
            }
            return;
        }
        try (var installation = new Installation()) {
            var growth = new Growth(large, few(installation), rounds);
            part(() -> lines.add(growth.appending()));
            try (var whole = WholeProcess.on(large.installation(), GENERATED)) {
                part(() -> {
                    try (var other = WholeProcess.on(installation, 1);
                            var onLarge = whole.window("auditor");
                            var onSmall = other.window("auditor")) {
                        lines.add(growth.pages(onLarge, onSmall));
                    }
                });
                whole(whole, large, insert);
            }
        }
    }

    private static Growth.Place few(Installation installation) throws SQLException {
        var clinic = new Clinic();
        clinic.open(installation.desk());
        var before = installation.log().head();
        clinic.journey().forEach(installation.desk()::submit);
        var journey = installation.log().after(before, Clinic.EVENTS_A_JOURNEY);
        new Stored(installation, journey).add(FEW_JOURNEYS);
        return place(installation, clinic);
    }

    private void whole(WholeProcess whole, Growth.Place large, Insert insert) {
        var installation = large.installation();
        part("http", () -> lines.add(new Commands(installation, large.clinic(), insert, rounds).overHttp(whole)));
        part("timeline", () -> lines.addAll(new Pages(whole, rounds).timeline(large.journey())));
        part("memory", () -> lines.addAll(new Memory(whole, large.clinic(), large.journey(), minutes).measure()));
        // last, as its journeys are in no record
        part("outcomes", () -> lines.add(new Pages(whole, rounds).outcomes(installation)));
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
