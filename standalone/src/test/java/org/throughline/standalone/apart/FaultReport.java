package org.throughline.standalone.apart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.standalone.apart.FaultRun.Outcome;

/** What became of many faults, said on the console as they happen and written down at the end. */
final class FaultReport {
    private final Path file;
    private final int count;
    private final long seed;
    private final boolean disk;
    private final boolean clocks;
    private final LocalDate day = LocalDate.now(ZoneOffset.UTC);
    private final long began = System.nanoTime();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> loads = new ArrayList<>();

    /**
     * Of a run.
     *
     * @param file where it is written, anew after each fault
     * @param disk whether the database was on a disk that can be filled
     * @param clocks whether clocks could be set
     */
    FaultReport(Path file, int count, long seed, boolean disk, boolean clocks) {
        this.file = file;
        this.count = count;
        this.seed = seed;
        this.disk = disk;
        this.clocks = clocks;
    }

    /** One more has happened. */
    void add(int number, int of, Outcome outcome) {
        outcomes.add(outcome);
        loads.add(load());
        System.out.println(outcome.line(number, of));
        try {
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that was not as it must be. */
    List<String> wrong() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.wrong().stream().map(wrong -> outcome.fault() + ": " + wrong))
                .toList();
    }

    private String text() {
        var text = new StringBuilder("""
                # What was made to fail, and what became of it

                Two nodes that record, two that show and PostgreSQL, each node a process of its own with a wire of its own to each
                database, while people record (patients, admissions, attendance, follow-ups, discharges), read data and pages, and
                listen for changes. One fault after the other; after each, recording pauses and it is looked whether

                - every acknowledged command is in the record, once, at the position that was told, and nothing that nobody asked for;
                - positions are dense, what stood there before still does, and the time of recording never runs backwards;
                - no event waits as a dead letter, and every table of every read model has the same number of rows and the same sum
                  after a replay of the whole record by one thread, which then takes its place;
                - within 30 seconds of the fault's end each command side acknowledged a command and each query side showed it, as data
                  and as a page; machines that were started again, within 30 seconds of being up;
                - nobody was answered anything but what was asked for, a lost race, or 429 or 503 with the time to wait (connections may
                  break), nobody was signed out, what was acknowledged was shown to whoever asked for its position, and no stream of
                  changes went back.

                Repeat it with

                ```
                """);
        text.append(
                        "mvn verify -pl standalone -am -Dtest=ManyFaultsTest -Dsurefire.failIfNoSpecifiedTests=false -Dfaults=")
                .append(count)
                .append(" -Dfaults.seed=")
                .append(seed)
                .append("\n```\n\n");
        summary(text);
        table(text);
        wrongs(text);
        return text.toString();
    }

    private void summary(StringBuilder text) {
        text.append("## The run of ").append(day).append("\n\n");
        text.append("| | |\n|---|---|\n");
        row(text, "machine", machine());
        row(text, "system", system());
        row(text, "seed", Long.toString(seed));
        row(text, "faults", outcomes.size() + " of " + count);
        row(text, "took", Duration.ofNanos(System.nanoTime() - began).toMinutes() + " minutes");
        row(
                text,
                "commands acknowledged",
                Integer.toString(
                        outcomes.stream().mapToInt(Outcome::acknowledged).sum()));
        row(
                text,
                "sent again, because not acknowledged",
                Integer.toString(outcomes.stream().mapToInt(Outcome::sentAgain).sum()));
        row(
                text,
                "pages, data and streams answered",
                Integer.toString(outcomes.stream().mapToInt(Outcome::answered).sum()));
        row(
                text,
                "readers told to come again, or cut off",
                Integer.toString(
                        outcomes.stream().mapToInt(Outcome::toldToComeAgain).sum()));
        row(
                text,
                "events at the end",
                Long.toString(outcomes.isEmpty() ? 0 : outcomes.getLast().events()));
        row(text, "commands again: half of the times, longest", times(Outcome::commandsAgain));
        row(text, "pages again: half of the times, longest", times(Outcome::pagesAgain));
        row(text, "**not as it must be**", "**" + wrong().size() + "**");
        text.append('\n');
        if (!disk) {
            text.append("No disk could be mounted here, so that none was filled.\n\n");
        }
        if (!clocks) {
            text.append("Debian's faketime is not installed here, so that no clock was set.\n\n");
        }
    }

    private static void row(StringBuilder text, String what, String value) {
        text.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    private String times(Function<Outcome, @Nullable Duration> which) {
        List<Duration> times = outcomes.stream()
                .flatMap(outcome -> Stream.ofNullable(which.apply(outcome)))
                .sorted(Comparator.naturalOrder())
                .toList();
        return times.isEmpty()
                ? "–"
                : "≤ " + Outcome.seconds(times.get(times.size() / 2)) + ", " + Outcome.seconds(times.getLast());
    }

    private void table(StringBuilder text) {
        text.append(
                "Times are from the fault's end. The load is the machine's, when the fault had been looked at.\n\n");
        text.append(
                "| | fault | at | lasted | commands again | pages again | started again and at work | acknowledged |"
                        + " sent again | read | come again | events | load | as it must be |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (int i = 0; i < outcomes.size(); i++) {
            var outcome = outcomes.get(i);
            text.append(Stream.of(
                            i + 1,
                            outcome.fault().kind(),
                            outcome.fault().target(),
                            Outcome.seconds(outcome.lasted()),
                            Outcome.seconds(outcome.commandsAgain()),
                            Outcome.seconds(outcome.pagesAgain()),
                            Outcome.seconds(outcome.allAgain()),
                            outcome.acknowledged(),
                            outcome.sentAgain(),
                            outcome.answered(),
                            outcome.toldToComeAgain(),
                            outcome.events(),
                            loads.get(i),
                            outcome.wrong().isEmpty() ? "yes" : "**no**")
                    .map(Objects::toString)
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
        }
    }

    private void wrongs(StringBuilder text) {
        if (!wrong().isEmpty()) {
            text.append("\nNot as it must be:\n\n");
            wrong().forEach(wrong -> text.append("- ").append(wrong).append('\n'));
        }
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException notThisSystem) {
            return "–";
        }
    }

    private static String machine() {
        var processors = Runtime.getRuntime().availableProcessors() + " processors";
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> processors + ", " + line.replaceFirst(".*:\\s*", ""))
                    .orElse(processors);
        } catch (IOException notThisSystem) {
            return processors;
        }
    }

    private static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java " + Runtime.version()
                + ", PostgreSQL 18";
    }
}
