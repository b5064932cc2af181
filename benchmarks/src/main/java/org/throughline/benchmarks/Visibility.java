package org.throughline.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.throughline.command.submission.Submission;

/** From a command's answer to its row in the timeline, which a query side in another process makes. */
final class Visibility {
    private static final int A_SECOND = 200;
    private static final int CLIENTS = 16;
    private static final int WARM_UP = 20 * A_SECOND;
    private static final int MEASURED = 20 * A_SECOND;

    private final Installation installation;
    private final Clinic clinic;

    Visibility(Installation installation, Clinic clinic) {
        this.installation = installation;
        this.clinic = clinic;
    }

    /** Milliseconds: the median and the 99th in a hundred, against what they may be at most. */
    List<Ratio> measure() throws Exception {
        Progress.say("From the answer to the row: " + A_SECOND + " commands a second for "
                + (WARM_UP + MEASURED) / A_SECOND + " seconds");
        var answered = new ConcurrentHashMap<Long, Long>();
        var seen = new ConcurrentHashMap<Long, Double>();
        try (var node = new QueryProcess(installation);
                var views = installation.viewsAsQuerySide()) {
            awaitCaughtUp(views, node);
            try (var watching = Executors.newSingleThreadExecutor()) {
                var done = new AtomicInteger();
                var watcher = watching.submit(() -> {
                    watch(answered, seen, done);
                    return null;
                });
                send(answered);
                done.set(1);
                watcher.get();
            }
        }
        var figures = seen.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .skip(WARM_UP)
                .mapToDouble(Map.Entry::getValue)
                .toArray();
        var median = Ratio.quantile(figures, 0.5);
        var late = Ratio.quantile(figures, 0.99);
        Progress.say("%d rows seen, median %.1f ms, 99 of 100 within %.1f ms".formatted(figures.length, median, late));
        return List.of(
                new Ratio(
                        "from the answer to the row in another process, median",
                        "1 ms",
                        "ms",
                        List.of(median),
                        List.of(1.0),
                        10,
                        5,
                        true),
                new Ratio("the same, 99 of 100", "1 ms", "ms", List.of(late), List.of(1.0), 30, 15, true));
    }

    private void awaitCaughtUp(Connection views, QueryProcess node) throws Exception {
        while (true) {
            node.requireAlive();
            try (var statement = views.createStatement();
                    var row = statement.executeQuery("select count(distinct projection) = 6 and min(position) >= "
                            + installation.log().head() + " from feed.position")) {
                row.next();
                if (row.getBoolean(1)) {
                    return;
                }
            }
            Thread.sleep(100);
        }
    }

    /** Each client sends what is recorded of its patients one after the other. */
    private void send(Map<Long, Long> answered) throws InterruptedException {
        var clients = new ArrayList<Sender>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Sender(answered));
        }
        try (var clock = Executors.newScheduledThreadPool(1)) {
            var sent = new AtomicInteger();
            var sending = clock.scheduleAtFixedRate(
                    () -> {
                        var number = sent.getAndIncrement();
                        if (number < WARM_UP + MEASURED) {
                            clients.get(number % CLIENTS).sendNext();
                        }
                    },
                    0,
                    TimeUnit.SECONDS.toMicros(1) / A_SECOND,
                    TimeUnit.MICROSECONDS);
            while (sent.get() < WARM_UP + MEASURED) {
                Thread.sleep(50);
            }
            sending.cancel(false);
        } finally {
            clients.forEach(Sender::close);
        }
    }

    private final class Sender implements AutoCloseable {
        private final Map<Long, Long> answered;
        private final Deque<Submission> waiting = new ArrayDeque<>();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        Sender(Map<Long, Long> answered) {
            this.answered = answered;
        }

        void sendNext() {
            thread.execute(() -> {
                if (waiting.isEmpty()) {
                    waiting.addAll(clinic.journey());
                }
                var receipt = installation.desk().submit(waiting.removeFirst());
                answered.put(receipt.lastPosition(), System.nanoTime());
            });
        }

        @Override
        public void close() {
            thread.close();
        }
    }

    /** Is woken by the projection's commit, and looks which rows are there. */
    private void watch(Map<Long, Long> answered, Map<Long, Double> seen, AtomicInteger done) throws SQLException {
        try (var views = installation.viewsAsQuerySide();
                var statement = views.createStatement();
                var rows = views.prepareStatement("select position from timeline.entry where position > ?")) {
            statement.execute("listen throughline_views");
            var from = installation.log().head();
            var lowest = from;
            var quiet = 0;
            while (quiet < 20) {
                var told = views.unwrap(PGConnection.class).getNotifications(100);
                quiet = told.length > 0 || done.get() == 0 ? 0 : quiet + 1;
                rows.setLong(1, lowest - 500);
                var now = System.nanoTime();
                try (var found = rows.executeQuery()) {
                    while (found.next()) {
                        var position = found.getLong(1);
                        lowest = Math.max(lowest, position);
                        var at = answered.get(position);
                        if (at != null && position > from) {
                            seen.putIfAbsent(position, Math.max(0, (now - at) / 1e6));
                        }
                    }
                }
            }
        }
    }
}
