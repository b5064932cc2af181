package org.throughline.benchmarks;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.throughline.events.JourneyId;

/** Pages of the whole product. */
final class Pages {
    private static final int A_SECOND = 50;
    private static final int SECONDS = 10;
    private static final int WINDOWS = 8;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int OUTCOMES = 1_000_000;
    private static final List<String> COMPARED = List.of("none", "program", "sex", "age", "substance");

    private final WholeProcess whole;
    private final int rounds;

    Pages(WholeProcess whole, int rounds) {
        this.whole = whole;
        this.rounds = rounds;
    }

    /**
     * The page of a long journey, so many times a second: milliseconds in the server, and what the one who asks sees, who runs
     * on the same processors.
     */
    List<Limit> timeline(JourneyId journey) throws Exception {
        Progress.say("A timeline page of 500 events, " + A_SECOND + " requests a second");
        var path = "/journeys/" + journey;
        var windows = new ArrayList<WholeProcess.Window>();
        for (int i = 0; i < WINDOWS; i++) {
            windows.add(whole.window("auditor"));
        }
        var medians = new ArrayList<Double>();
        var late = new ArrayList<Double>();
        var seen = new ArrayList<Double>();
        var made = new AtomicInteger();
        Clients.warmUp(WINDOWS, () -> {
            var window = windows.get(made.getAndIncrement() % WINDOWS);
            return () -> window.get(path);
        });
        for (int round = 1; round <= rounds; round++) {
            var before = whole.took(path).size();
            seen.add(Finding.quantile(requests(windows, path, SECONDS), 0.99));
            var took = inTheServer(path, before);
            medians.add(Finding.quantile(took, 0.5));
            late.add(Finding.quantile(took, 0.99));
            Progress.say("Round %d of %d: median %.1f ms, 99 of 100 within %.1f ms, within %.1f for who asks"
                    .formatted(round, rounds, medians.getLast(), late.getLast(), seen.getLast()));
        }
        windows.forEach(WholeProcess.Window::close);
        return List.of(
                new Limit(
                        "a timeline page of 500 events at 50 requests a second, 99 of 100, in the server",
                        "ms",
                        late,
                        15,
                        8),
                new Limit("the same, median", "ms", medians, 15, 8),
                new Limit("the same, 99 of 100, for who asks on the same machine", "ms", seen, 15, 8));
    }

    /** The server notes a request down after it has answered. */
    private double[] inTheServer(String path, int before) throws Exception {
        var expected = before + SECONDS * A_SECOND;
        var until = System.nanoTime() + PATIENCE_NANOS;
        while (whole.took(path).size() < expected) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Requests are missing in the list of the server");
            }
            Thread.sleep(20);
        }
        return whole.took(path).subList(before, expected).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double[] requests(List<WholeProcess.Window> windows, String path, int seconds) throws Exception {
        var count = seconds * A_SECOND;
        try (var clock = Executors.newScheduledThreadPool(WINDOWS)) {
            var answers = new ArrayList<Future<Double>>();
            for (int i = 0; i < count; i++) {
                var window = windows.get(i % WINDOWS);
                answers.add(clock.schedule(() -> window.get(path), i * 1_000L / A_SECOND, TimeUnit.MILLISECONDS));
            }
            var took = new double[count];
            for (int i = 0; i < count; i++) {
                took[i] = answers.get(i).get();
            }
            return took;
        }
    }

    /** The page of outcomes of a million journeys, compared by one thing after the other. */
    Limit outcomes(Installation installation) throws Exception {
        multiply(installation);
        var figures = new ArrayList<Double>();
        try (var window = whole.window("researcher")) {
            for (int round = 0; round <= rounds; round++) {
                var took = new ArrayList<Double>();
                for (var by : COMPARED) {
                    took.add(window.get("/outcomes?data=synthetic&group=" + by));
                }
                if (round > 0) {
                    figures.add(Finding.median(took));
                    Progress.say("The outcomes page, round %d of %d: %s ms".formatted(round, rounds, took));
                }
            }
        }
        return new Limit(
                "the outcomes page over 1,000,000 journeys, median of five comparisons", "ms", figures, 1_000, 300);
    }

    /** The journeys of the demonstration over and over, in bulk. */
    private static void multiply(Installation installation) throws SQLException {
        try (var views = installation.viewsAsQuerySide();
                var statement = views.createStatement()) {
            var columns = new ArrayList<String>();
            try (var rows = statement.executeQuery("""
                    select column_name from information_schema.columns
                    where table_schema = 'outcome' and table_name = 'journey' order by ordinal_position""")) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            var generated = generated(statement);
            Progress.say("A million outcomes, made of those of %,d generated journeys".formatted(generated));
            var values = columns.stream().map(Pages::copied).toList();
            statement.execute(
                    """
                    insert into outcome.journey (%s)
                    select %s from outcome.journey, generate_series(1, %d) n where source = 'demonstration'""".formatted(String.join(", ", columns), String.join(", ", values), OUTCOMES / generated));
            Bundled.all(views);
            statement.execute("vacuum (analyze) outcome.journey");
            statement.execute("vacuum (analyze) outcome.bundle");
        }
    }

    /** Each copy is another patient's, whose days are a little other ones: no two tell the same by chance alone. */
    private static String copied(String column) {
        if (column.equals("journey")) {
            return "gen_random_uuid()";
        }
        if (column.equals("patient")) {
            // who came twice does so in each of the copies
            return "md5(patient::text || n)::uuid";
        }
        return column.endsWith("_day") || column.endsWith("_days") ? column + " + floor(random() * 30)::int" : column;
    }

    private static int generated(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select count(*) from outcome.journey where source = 'demonstration'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
