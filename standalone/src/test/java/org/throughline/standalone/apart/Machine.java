package org.throughline.standalone.apart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.throughline.command.CommandNode;
import org.throughline.query.QueryNode;

/** Where one node runs: it has a wire to each database, a clock, and a process, which can be another after a fault. */
final class Machine implements AutoCloseable {
    /** What a node does. */
    enum Kind {
        /** Records. */
        COMMAND(CommandNode.class),
        /** Shows. */
        QUERY(QueryNode.class);

        private final Class<?> program;

        Kind(Class<?> program) {
            this.program = program;
        }
    }

    private final String name;
    private final Kind kind;
    private final Network network;
    private final Map<String, Wire> wires;
    private final @Nullable Clock clock;
    private volatile Side side;
    private volatile boolean asked = true;

    private Machine(String name, Kind kind, Network network, Map<String, Wire> wires, @Nullable Clock clock)
            throws IOException {
        this.name = name;
        this.kind = kind;
        this.network = network;
        this.wires = wires;
        this.clock = clock;
        this.side = Side.start(kind.program, environment());
    }

    /** The clock of one machine, which a library that the process is started with takes its time from. */
    record Clock(Path library, Path file) {
        /** How far it is off. */
        void set(Duration off) throws IOException {
            var next = Files.createTempFile(file.getParent(), "clock", "");
            Files.writeString(next, (off.isNegative() ? "" : "+") + off.toSeconds() + "s\n");
            Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Starts a node.
     *
     * @param faketime a library that tells processes another time, if the clock is to be set
     */
    static Machine start(String name, Kind kind, Network network, @Nullable Path faketime) throws IOException {
        var wires = new LinkedHashMap<String, Wire>();
        for (var database : new String[] {"record", "keys", "views"}) {
            wires.put(database, Wire.to(network.port()));
        }
        Clock clock = null;
        if (faketime != null) {
            clock = new Clock(
                    faketime, Files.createTempDirectory("throughline-clock").resolve("clock"));
            clock.set(Duration.ZERO);
        }
        return new Machine(name, kind, network, wires, clock);
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(
                switch (kind) {
                    case COMMAND -> network.ofCommandSide();
                    case QUERY -> network.ofQuerySide();
                });
        wires.forEach((database, wire) -> environment.computeIfPresent(
                "THROUGHLINE_" + database.toUpperCase(Locale.ROOT) + "_URL",
                (_, url) -> url.replace(":" + network.port() + "/", ":" + wire.port() + "/")));
        // connections that were cut on one end only count on the other: half of the server's must do for all nodes
        for (var setting : new String[] {"RECORD", "VIEWS", "QUERY_RECORD", "QUERY_VIEWS"}) {
            environment.put("THROUGHLINE_" + setting + "_CONNECTIONS", "5");
        }
        if (clock != null) {
            environment.put("LD_PRELOAD", clock.library.toString());
            environment.put("DONT_FAKE_MONOTONIC", "1");
            // otherwise every wait of the JVM ends at once
            environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
            environment.put("FAKETIME_TIMESTAMP_FILE", clock.file.toString());
            environment.put("FAKETIME_CACHE_DURATION", "1");
        }
        return environment;
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    Wire wire(String database) {
        return Objects.requireNonNull(wires.get(database), database);
    }

    @Nullable
    Clock clock() {
        return clock;
    }

    Side side() {
        return side;
    }

    /** Whether it said a moment ago that it is ready for requests. */
    boolean isAsked() {
        return asked;
    }

    /** Says whether requests are sent to it, as a proxy in front of it finds out. */
    void ask(boolean ready) {
        asked = ready;
    }

    /** Starts another process in place of one that has ended. */
    void restart() throws IOException {
        side = Side.start(kind.program, environment());
    }

    @Override
    public void close() throws IOException {
        side.close();
        for (var wire : wires.values()) {
            wire.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
