package org.throughline.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.throughline.command.submission.Submission;
import org.throughline.query.feed.LiveUpdates;
import tools.jackson.databind.json.JsonMapper;

/** From a command's answer to its row in the timeline, which a query side in another process makes. */
final class Visibility {
    private static final int A_SECOND = 200;
    private static final int CLIENTS = 16;
    /** So much faster at first, so that both programs are compiled when it counts. */
    private static final int FASTER = 3;

    private static final int FAST = 40 * FASTER * A_SECOND;
    private static final int WARM_UP = FAST + 10 * A_SECOND;
    private static final int A_ROUND = 15 * A_SECOND;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Installation installation;
    private final Clinic clinic;
    private final int rounds;

    Visibility(Installation installation, Clinic clinic, int rounds) {
        this.installation = installation;
        this.clinic = clinic;
        this.rounds = rounds;
    }

    /** Milliseconds: the median and the 99th in a hundred, against what they may be at most. */
    List<Limit> measure() throws Exception {
        Progress.say("From the answer to the row: %d commands a second, %d rounds of %d seconds after a minute at more"
                .formatted(A_SECOND, rounds, A_ROUND / A_SECOND));
        var answered = new ConcurrentHashMap<Long, Long>();
        var seen = new ConcurrentHashMap<Long, Long>();
        try (var node = new QueryProcess(installation);
                var views = installation.viewsAsQuerySide()) {
            awaitCaughtUp(views, node);
            try (var watching = Executors.newSingleThreadExecutor()) {
                var done = new AtomicInteger();
                var watcher = watching.submit(() -> {
                    watch(seen, done);
                    return null;
                });
                send(answered);
                done.set(1);
                watcher.get();
            }
        }
        // who is registered has no row in a timeline
        var figures = answered.keySet().stream()
                .filter(seen::containsKey)
                .sorted()
                .skip(seen.size() * (long) WARM_UP / (WARM_UP + rounds * A_ROUND))
                .mapToDouble(position -> milliseconds(position, answered, seen))
                .toArray();
        var medians = new ArrayList<Double>();
        var late = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            var some =
                    Arrays.copyOfRange(figures, round * figures.length / rounds, (round + 1) * figures.length / rounds);
            medians.add(Finding.quantile(some, 0.5));
            late.add(Finding.quantile(some, 0.99));
            Progress.say("Round %d of %d, %d rows seen: median %.1f ms, 99 of 100 within %.1f ms"
                    .formatted(round + 1, rounds, some.length, medians.getLast(), late.getLast()));
        }
        return List.of(
                new Limit(
                        "from the answer to the row in another process, median, at 200 commands a second",
                        "ms",
                        medians,
                        10,
                        5),
                new Limit("the same, 99 of 100", "ms", late, 30, 15));
    }

    /** None, if the row was seen before the answer. */
    private static double milliseconds(Long position, Map<Long, Long> answered, Map<Long, Long> seen) {
        var at = Objects.requireNonNull(seen.get(position));
        return Math.max(0, (at - Objects.requireNonNull(answered.get(position))) / 1e6);
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
            send(clock, clients, FASTER * A_SECOND, FAST, 0);
            send(clock, clients, A_SECOND, WARM_UP + rounds * A_ROUND - FAST, FAST);
        } finally {
            clients.forEach(Sender::close);
        }
    }

    private static void send(ScheduledExecutorService clock, List<Sender> clients, int aSecond, int count, int first)
            throws InterruptedException {
        var sent = new AtomicInteger();
        var sending = clock.scheduleAtFixedRate(
                () -> {
                    var number = sent.getAndIncrement();
                    if (number < count) {
                        clients.get((first + number) % CLIENTS).sendNext();
                    }
                },
                0,
                TimeUnit.SECONDS.toMicros(1) / aSecond,
                TimeUnit.MICROSECONDS);
        while (sent.get() < count) {
            Thread.sleep(50);
        }
        sending.cancel(false);
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

    /** The journeys that the timeline told of. */
    private static Set<UUID> told(PGNotification... news) {
        var journeys = new HashSet<UUID>();
        for (var one : news) {
            var update = JSON.readValue(one.getParameter(), LiveUpdates.Update.class);
            if (update.projection().equals("timeline")) {
                if (update.everything()) {
                    throw new IllegalStateException("More journeys at once than are told by name");
                }
                journeys.addAll(update.journeys());
            }
        }
        return journeys;
    }

    /** Is told by the projection's commit of which journeys there is something new, as a page is, and reads their rows. */
    private void watch(Map<Long, Long> seen, AtomicInteger done) throws SQLException {
        try (var views = installation.viewsAsQuerySide();
                var statement = views.createStatement();
                var rows = views.prepareStatement(
                        "select position from timeline.entry where journey = any (?) and position > ?")) {
            // looking must not cost what is looked at: a plan that was made for few rows would go through all of them
            statement.execute("listen throughline_views; set enable_seqscan = off");
            var from = installation.log().head();
            var quiet = 0;
            while (quiet < 20) {
                var news = views.unwrap(PGConnection.class).getNotifications(100);
                quiet = news.length > 0 || done.get() == 0 ? 0 : quiet + 1;
                var journeys = told(news);
                if (journeys.isEmpty()) {
                    continue;
                }
                rows.setArray(1, views.createArrayOf("uuid", journeys.toArray()));
                rows.setLong(2, from);
                try (var found = rows.executeQuery()) {
                    var now = System.nanoTime();
                    while (found.next()) {
                        seen.putIfAbsent(found.getLong(1), now);
                    }
                }
            }
        }
    }
}
