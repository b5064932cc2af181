package org.throughline.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Read models built from a large record: timeline, attendance and outcome, with their indexes. A query side builds its
 * other three as well at the same time, which is not taken off.
 */
final class Projecting {
    private static final String THREE = "('timeline', 'attendance', 'outcome')";
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Installation installation;
    private final Stored stored;
    private final int rounds;

    Projecting(Installation installation, Stored stored, int rounds) {
        this.installation = installation;
        this.stored = stored;
        this.rounds = rounds;
    }

    /**
     * Built from nothing by a query side that has just started, followed by the ordinary processors, and rebuilt beside the
     * live ones when an administrator asks for it.
     */
    List<Ratio> measure(int journeys) throws Exception {
        Progress.say("Storing " + journeys + " journeys of " + Clinic.EVENTS_A_JOURNEY + " events");
        var head = stored.add(journeys);
        var scans = new ArrayList<Double>();
        var built = new ArrayList<Double>();
        var rebuilt = new ArrayList<Double>();
        var followed = new ArrayList<Double>();
        stored.scan();
        for (int round = 1; round <= rounds; round++) {
            scans.add(stored.scan());
            forget();
            try (var views = installation.viewsAsQuerySide();
                    var node = new QueryProcess(installation)) {
                built.add(head / seconds(views, node, "from feed.rebuild where projection in " + THREE));
                followed.add(follow(views, node));
                head = installation.log().head();
                var before = now(views);
                node.rebuild("timeline", "attendance", "outcome");
                awaitBegun(before, views, node);
                rebuilt.add(head / seconds(views, node, "from feed.rebuild where projection in " + THREE));
            }
            Progress.say("Round %d of %d, events a second: scanned %,.0f, built %,.0f, rebuilt %,.0f, followed %,.0f"
                    .formatted(round, rounds, scans.getLast(), built.getLast(), rebuilt.getLast(), followed.getLast()));
        }
        var against = "keyset scan of the same events with Jackson";
        return List.of(
                new Ratio(
                        "three read models built from nothing, resumable",
                        against,
                        "events a second",
                        built,
                        scans,
                        0.2,
                        0.4,
                        false),
                new Ratio(
                        "the same rebuilt and compared beside the live ones",
                        against,
                        "events a second",
                        rebuilt,
                        scans,
                        0.3,
                        0.6,
                        false),
                new Ratio(
                        "the same brought up to date by the ordinary processors",
                        against,
                        "events a second",
                        followed,
                        scans,
                        0.2,
                        0.4,
                        false));
    }

    /** Read models can be lost: a query side that finds none builds them. */
    private void forget() throws SQLException {
        try (var views = installation.viewsAsQuerySide();
                var statement = views.createStatement()) {
            statement.execute("delete from feed.read_model");
            statement.execute("delete from feed.rebuild");
        }
    }

    private static void awaitBegun(String before, Connection views, QueryProcess node) throws Exception {
        while (!is(
                views,
                "count(*) = 3 from feed.rebuild where projection in " + THREE + " and started_at > '" + before + "'")) {
            pause(node);
        }
    }

    private static String now(Connection views) throws SQLException {
        try (var statement = views.createStatement();
                var row = statement.executeQuery("select now()")) {
            row.next();
            return row.getString(1);
        }
    }

    /** From the begin of the first to the end of the last, once all have ended. */
    private static double seconds(Connection views, QueryProcess node, String rebuilds) throws Exception {
        while (!is(views, "count(*) = 3 and bool_and(ended_at is not null) " + rebuilds)) {
            pause(node);
        }
        try (var statement = views.createStatement();
                var row = statement.executeQuery(
                        "select extract(epoch from max(ended_at) - min(started_at)) " + rebuilds)) {
            row.next();
            return row.getDouble(1);
        }
    }

    /** A twentieth more, by the processors that follow the record all day. */
    private double follow(Connection views, QueryProcess node) throws Exception {
        var before = installation.log().head();
        var head = stored.add((int) (before / 20 / Clinic.EVENTS_A_JOURNEY));
        var began = System.nanoTime();
        while (!is(views, "min(position) >= " + head + " from feed.position where projection in " + THREE)) {
            pause(node);
        }
        return (head - before) / ((System.nanoTime() - began) / 1e9);
    }

    private static boolean is(Connection views, String condition) throws SQLException {
        try (var statement = views.createStatement();
                var row = statement.executeQuery("select " + condition)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void pause(QueryProcess node) throws IOException, InterruptedException {
        node.requireAlive();
        Thread.sleep(LOOK);
    }
}
