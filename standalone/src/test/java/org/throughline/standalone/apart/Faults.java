package org.throughline.standalone.apart;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.throughline.standalone.apart.Machine.Kind;

/** Everything that can be made to go wrong with an installation. */
final class Faults {
    private static final String OWN_SESSIONS = "select pid from pg_stat_activity"
            + " where usename = current_user and pid <> pg_backend_pid() and application_name <> ''"
            + " order by random() limit 1";

    private final Installation installation;
    private final @Nullable Volume disk;
    private final Random random;

    /**
     * For one installation.
     *
     * @param disk what the database is on, if it can be filled
     * @param random chooses what is left open: how long, which database
     */
    Faults(Installation installation, @Nullable Volume disk, Random random) {
        this.installation = installation;
        this.disk = disk;
        this.random = random;
    }

    /** So many faults in a random order: each kind at each target once, if there is room, and some again after that. */
    List<Fault> some(int count) {
        var faults = new ArrayList<Fault>();
        while (faults.size() < count) {
            var round = round();
            Collections.shuffle(round, random);
            faults.addAll(round.subList(0, Math.min(round.size(), count - faults.size())));
        }
        return faults;
    }

    private List<Fault> round() {
        var round = new ArrayList<Fault>();
        for (var machine : installation.machines()) {
            round.add(kill(machine));
            round.add(stop(machine));
            round.add(pause(machine));
            round.addAll(onWires(machine));
            round.addAll(ofClock(machine));
        }
        round.add(stopPostgres());
        round.add(killPostgres());
        round.add(killBackend());
        round.add(terminateBackend(Kind.COMMAND));
        round.add(terminateBackend(Kind.QUERY));
        round.addAll(ofDisk());
        return round;
    }

    private List<Fault> onWires(Machine machine) {
        return List.of(
                cut(machine, database()),
                refuse(machine, database()),
                hold(machine, database()),
                slow(machine, database()),
                loseAnswers(machine));
    }

    private String database() {
        return List.of("record", "record", "views", "keys").get(random.nextInt(4));
    }

    private Duration seconds(int least, int most) {
        return Duration.ofSeconds(random.nextInt(least, most + 1));
    }

    /** The process of a node ends without a word. */
    Fault kill(Machine machine) {
        return new Fault(
                "kill -9",
                machine.name(),
                seconds(1, 3),
                Set.of(machine),
                () -> machine.side().kill(),
                machine::restart);
    }

    /** A node is asked to end. */
    Fault stop(Machine machine) {
        return new Fault(
                "stopped in order",
                machine.name(),
                seconds(1, 3),
                Set.of(machine),
                () -> machine.side().stop(),
                machine::restart);
    }

    /** A node stands still, and then goes on as if no time had passed. */
    Fault pause(Machine machine) {
        return new Fault(
                "stands still",
                machine.name(),
                seconds(8, 24),
                Set.of(),
                () -> machine.side().signal("STOP"),
                () -> machine.side().signal("CONT"));
    }

    /** The database server is stopped and started. */
    Fault stopPostgres() {
        var network = installation.network();
        return new Fault(
                "stopped in order",
                "PostgreSQL",
                seconds(2, 8),
                Set.of(),
                network::stopPostgres,
                network::startPostgres);
    }

    /** The database server's first process ends without a word. */
    Fault killPostgres() {
        var network = installation.network();
        return new Fault(
                "kill -9", "PostgreSQL", seconds(1, 4), Set.of(), network::killPostgres, network::startPostgres);
    }

    /** One of the server's processes ends without a word, and the server starts all of them again. */
    Fault killBackend() {
        return new Fault(
                "kill -9 of a backend",
                "PostgreSQL",
                seconds(1, 3),
                Set.of(),
                () -> {
                    var backend = installation
                            .asCommandSide()
                            .sql(OWN_SESSIONS)
                            .query(Long.class)
                            .optional();
                    backend.flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
                },
                () -> {});
    }

    /** The server ends one session of a side. */
    Fault terminateBackend(Kind kind) {
        return new Fault(
                "session terminated",
                "PostgreSQL, for a " + word(kind),
                seconds(1, 2),
                Set.of(),
                () -> {
                    var record = kind == Kind.COMMAND
                            ? installation.asCommandSide()
                            : installation.asQuerySide(
                                    installation.network().postgres().recordUrl());
                    Optional<Long> session =
                            record.sql(OWN_SESSIONS).query(Long.class).optional();
                    session.ifPresent(pid -> record.sql("select pg_terminate_backend(?)")
                            .param(pid.intValue())
                            .query()
                            .singleRow());
                },
                () -> {});
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case COMMAND -> "command side";
            case QUERY -> "query side";
        };
    }

    /** All connections of a node to a database break. */
    Fault cut(Machine machine, String database) {
        var wire = machine.wire(database);
        return new Fault("connections cut", on(machine, database), seconds(1, 2), Set.of(), wire::cut, () -> {});
    }

    /** A database cannot be reached from a node. */
    Fault refuse(Machine machine, String database) {
        var wire = machine.wire(database);
        return new Fault(
                "connections refused", on(machine, database), seconds(4, 10), Set.of(), wire::refuse, wire::mend);
    }

    /** Nothing comes through between a node and a database, for longer than anybody waits; then all of it. */
    Fault hold(Machine machine, String database) {
        var wire = machine.wire(database);
        return new Fault("nothing passes", on(machine, database), seconds(31, 37), Set.of(), wire::hold, wire::mend);
    }

    /** Everything between a node and a database is late, each way. */
    Fault slow(Machine machine, String database) {
        var wire = machine.wire(database);
        var late = Duration.ofMillis(random.nextInt(50, 501));
        return new Fault(
                late.toMillis() + " ms late each way",
                on(machine, database),
                seconds(6, 12),
                Set.of(),
                () -> wire.slow(late),
                wire::mend);
    }

    /** Connections break when something was carried out and the answer is on its way. */
    Fault loseAnswers(Machine machine) {
        return switch (machine.kind()) {
            case COMMAND -> {
                var wire = machine.wire("record");
                yield new Fault(
                        "cut after the commit, before the answer",
                        on(machine, "record"),
                        Duration.ofSeconds(1),
                        Set.of(),
                        () -> {
                            wire.loseAnswersToAppends(3);
                            await("three answers are lost")
                                    .atMost(Duration.ofSeconds(30))
                                    .until(() -> wire.answersToLose() == 0);
                        },
                        wire::mend);
            }
            case QUERY -> {
                var wire = machine.wire("views");
                yield new Fault(
                        "cut before the answer",
                        on(machine, "views"),
                        seconds(2, 4),
                        Set.of(),
                        () -> wire.loseAnswers(5),
                        wire::mend);
            }
        };
    }

    private static String on(Machine machine, String database) {
        return machine.name() + " – " + database;
    }

    private List<Fault> ofClock(Machine machine) {
        var clock = machine.clock();
        if (clock == null) {
            return List.of();
        }
        return List.of(
                clock(machine, clock, Duration.ofMinutes(random.nextInt(5, 720))),
                clock(machine, clock, Duration.ofMinutes(-random.nextInt(5, 720))),
                killWithWrongClock(machine, clock));
    }

    /** A node whose clock is hours ahead ends without a word: what it had taken on must not wait as long. */
    private Fault killWithWrongClock(Machine machine, Machine.Clock clock) {
        return new Fault(
                "clock 3 hours ahead, then kill -9",
                machine.name(),
                seconds(6, 12),
                Set.of(machine),
                () -> clock.set(Duration.ofHours(3)),
                () -> {
                    machine.side().kill();
                    clock.set(Duration.ZERO);
                    machine.restart();
                });
    }

    /** A node's clock jumps, and later back. */
    private Fault clock(Machine machine, Machine.Clock clock, Duration off) {
        var word = (off.isNegative() ? "" : "+") + off.toMinutes() + " min";
        return new Fault(
                "clock jumps by " + word,
                machine.name(),
                seconds(6, 15),
                Set.of(),
                () -> clock.set(off),
                () -> clock.set(Duration.ZERO));
    }

    private List<Fault> ofDisk() {
        return disk == null ? List.of() : List.of(full(disk, false), full(disk, true));
    }

    /**
     * The disk of the database is full.
     *
     * @param also whether also what PostgreSQL has set aside for its own log is used up, so that it gives up
     */
    private Fault full(Volume volume, boolean also) {
        var network = installation.network();
        return new Fault(
                also ? "disk full, for its log, too" : "disk full",
                "PostgreSQL",
                seconds(10, 20),
                Set.of(),
                () -> {
                    volume.fill();
                    if (also) {
                        useUpTheLog();
                    }
                },
                () -> {
                    volume.free();
                    await("the server is up again, or has ended")
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> !network.postgresRuns() || answers());
                    if (!network.postgresRuns()) {
                        network.startPostgres();
                    }
                });
    }

    private void useUpTheLog() {
        var owner = installation.asOwner();
        try {
            for (int i = 0; i < 400; i++) {
                owner.sql("select pg_logical_emit_message(true, 'nothing', repeat('x', 1000000))")
                        .query()
                        .singleRow();
            }
        } catch (DataAccessException ended) {
            // the server has given up, which was wanted
            Thread.onSpinWait();
        }
    }

    private boolean answers() {
        try {
            return installation.asOwner().sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException notYet) {
            return false;
        }
    }
}
