package org.throughline.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.throughline.command.submission.Submission;
import org.throughline.events.storage.StoredEvent;

/** Commands through the whole path: permission, rules, encryption, claims, metadata, append. */
final class Commands {
    private static final double SECONDS = 4;
    private static final int MANY_CLIENTS = 32;
    private static final int ROSTER = 12;
    private static final int ROSTERS = 100;

    private final Installation installation;
    private final Clinic clinic;
    private final Insert insert;
    private final int rounds;

    Commands(Installation installation, Clinic clinic, Insert insert, int rounds) {
        this.installation = installation;
        this.clinic = clinic;
        this.insert = insert;
        this.rounds = rounds;
    }

    /** For each number of clients one line, and one for a roster. */
    List<Ratio> measure() throws Exception {
        Progress.say("Warming up the command path");
        Clients.warmUp(8, this::journeys);
        insert.rate(8, SECONDS);
        return List.of(with(32, 0.6, 1.0), with(8, 0.4, 0.7), with(1, 0.4, 0.6), rosters());
    }

    /** Against the framework as it comes, on the same PostgreSQL. */
    Ratio againstStock(StoredEvent like) throws Exception {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        try (var stock = new StockAxon(installation, like)) {
            Clients.warmUp(MANY_CLIENTS, stock::client);
            for (int round = 1; round <= rounds; round++) {
                theirs.add(Clients.rate(MANY_CLIENTS, SECONDS, stock::client));
                ours.add(Clients.rate(MANY_CLIENTS, SECONDS, this::journeys));
                Progress.say("Against stock Axon, round %d of %d: %.0f a second, stock %.0f"
                        .formatted(round, rounds, ours.getLast(), theirs.getLast()));
            }
        }
        return new Ratio(
                "commands through the whole path, 32 clients",
                "stock Axon: its JDBC engine, one event a command, nothing decided, sealed or claimed",
                "a second",
                ours,
                theirs,
                1,
                2,
                false);
    }

    private Ratio with(int clients, double required, double goal) throws Exception {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            theirs.add(insert.rate(clients, SECONDS));
            ours.add(Clients.rate(clients, SECONDS, this::journeys));
            Progress.say("Commands of %d clients, round %d of %d: %.0f a second, %s inserts %.0f"
                    .formatted(clients, round, rounds, ours.getLast(), insert.by(), theirs.getLast()));
        }
        return new Ratio(
                "commands through the whole path, " + clients + (clients == 1 ? " client" : " clients"),
                insert.by() + ", the same row and a key's in one transaction each",
                "a second",
                ours,
                theirs,
                required,
                goal,
                false);
    }

    /** The same over HTTP, by clients who are signed in, of the whole product on this installation's folder. */
    Ratio overHttp(WholeProcess whole) throws Exception {
        Progress.say("Warming up commands over HTTP");
        var clients = new HttpClients(whole, clinic);
        Clients.warmUp(MANY_CLIENTS, clients::make);
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            theirs.add(insert.rate(MANY_CLIENTS, SECONDS));
            ours.add(Clients.rate(MANY_CLIENTS, SECONDS, clients::make));
            Progress.say("Commands over HTTP, round %d of %d: %.0f a second, %s inserts %.0f"
                    .formatted(round, rounds, ours.getLast(), insert.by(), theirs.getLast()));
        }
        return new Ratio(
                "commands over HTTP, each with a token, 32 clients",
                insert.by() + ", the same row and a key's in one transaction each",
                "a second",
                ours,
                theirs,
                0.2,
                0.4,
                false);
    }

    private Clients.Client journeys() {
        var next = new ArrayDeque<Submission>();
        return () -> {
            if (next.isEmpty()) {
                next.addAll(clinic.journey());
            }
            installation.desk().submit(next.removeFirst());
        };
    }

    /** Twelve patients of one group, recorded together. */
    private Ratio rosters() throws Exception {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 1; round <= rounds; round++) {
                theirs.add(1e6 / insert.rate(1, SECONDS));
                ours.add(roster(threads));
                Progress.say("A roster of %d, round %d of %d: %.0f µs, one insert %.0f µs"
                        .formatted(ROSTER, round, rounds, ours.getLast(), theirs.getLast()));
            }
        }
        return new Ratio(
                "12 commands of one client sent together",
                insert.by() + ", one such transaction of one client",
                "µs",
                ours,
                theirs,
                6,
                3,
                true);
    }

    /** The median time in microseconds. */
    private double roster(ExecutorService threads) throws Exception {
        var members = new ArrayList<Deque<Submission>>();
        for (int i = 0; i < ROSTER; i++) {
            members.add(new ArrayDeque<>());
        }
        var times = new ArrayList<Double>();
        while (times.size() < ROSTERS) {
            for (var member : members) {
                if (member.isEmpty()) {
                    member.addAll(clinic.journey());
                    installation.desk().submit(member.removeFirst());
                    installation.desk().submit(member.removeFirst());
                }
            }
            var together = members.stream()
                    .map(member -> (Callable<Object>) () -> installation.desk().submit(member.removeFirst()))
                    .toList();
            var began = System.nanoTime();
            for (Future<Object> one : threads.invokeAll(together)) {
                one.get();
            }
            times.add((System.nanoTime() - began) / 1e3);
        }
        return Finding.median(times);
    }
}
