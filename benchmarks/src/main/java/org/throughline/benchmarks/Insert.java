package org.throughline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.throughline.events.storage.StoredEvent;

/**
 * What commands are measured against: the same row and one for an idempotency key inserted in a transaction of its own,
 * by pgbench where it is installed, else by the JDBC driver.
 */
final class Insert {
    private static final String EVENT =
            "insert into measured_event (event_id, stream, sequence, name, revision, recorded_at, payload, metadata) values ";
    private static final String CLAIM = "insert into measured_claim (key, request_hash, answer, position) values ";
    private static final String ANSWER = "x".repeat(120);
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final Installation installation;
    private final StoredEvent like;
    private final boolean pgbench;

    /** Rows like an event. */
    Insert(Installation installation, StoredEvent like) throws SQLException {
        this.installation = installation;
        this.like = like;
        this.pgbench = isInstalled();
        try (var connection = installation.recordAsOwner();
                var statement = connection.createStatement()) {
            statement.execute("""
                    create table measured_event (
                        position bigint generated always as identity primary key, event_id uuid not null unique,
                        stream uuid not null, sequence bigint not null, name text not null, revision int not null,
                        recorded_at text not null, payload text not null, metadata text not null,
                        unique (stream, sequence));
                    create table measured_claim (
                        key text primary key, request_hash text, answer text not null, position bigint not null);
                    grant insert on measured_event, measured_claim to throughline_command""");
        }
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("pgbench", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** By what it is done. */
    String by() {
        return pgbench ? "pgbench" : "pgjdbc";
    }

    /** Transactions a second. */
    double rate(int clients, double seconds) throws Exception {
        return pgbench ? byPgbench(clients, seconds) : Clients.rate(clients, seconds, Jdbc::new);
    }

    private double byPgbench(int clients, double seconds) throws IOException, InterruptedException {
        var script = Files.createTempFile("insert", ".sql");
        try {
            Files.writeString(script, """
                    \\set n random(1, 9000000000000000000)
                    begin;
                    %s(gen_random_uuid(), gen_random_uuid(), :n, '%s', 1, '%s', '%s', '%s');
                    %s(gen_random_uuid()::text, 'measured', '%s', :n);
                    end;
                    """.formatted(
                            EVENT, like.name(), like.recordedAt(), like.payload(), like.metadata(), CLAIM, ANSWER));
            return Double.parseDouble(found(run(script, clients, seconds)));
        } finally {
            Files.delete(script);
        }
    }

    private String run(Path script, int clients, double seconds) throws IOException, InterruptedException {
        var server = installation.server();
        var process = new ProcessBuilder(List.of(
                        "pgbench",
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=" + Math.min(2, clients),
                        "--time=" + Math.max(1, Math.round(seconds)),
                        "--file=" + script,
                        "--host=127.0.0.1",
                        "--port=" + server.port(),
                        "--username=" + server.command().user(),
                        "record"))
                .redirectErrorStream(true);
        process.environment().put("PGPASSWORD", server.command().password());
        var running = process.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            throw new IllegalStateException("pgbench failed: " + said);
        }
        return said;
    }

    private static String found(String said) {
        var tps = TPS.matcher(said);
        if (!tps.find()) {
            throw new IllegalStateException("pgbench did not say how fast it was: " + said);
        }
        return tps.group(1);
    }

    private final class Jdbc implements Clients.Client {
        private final UUID stream = Clinic.id();
        private final Connection connection;
        private final PreparedStatement event;
        private final PreparedStatement claim;
        private long sequence;

        Jdbc() throws SQLException {
            connection = installation.recordAsCommandSide();
            connection.setAutoCommit(false);
            event = connection.prepareStatement(EVENT + "(?, ?, ?, ?, 1, ?, ?, ?)");
            claim = connection.prepareStatement(CLAIM + "(?, 'measured', ?, ?)");
        }

        @Override
        public void step() throws SQLException {
            event.setObject(1, Clinic.id());
            event.setObject(2, stream);
            event.setLong(3, sequence++);
            event.setString(4, like.name());
            event.setString(5, like.recordedAt());
            event.setString(6, like.payload());
            event.setString(7, like.metadata());
            event.executeUpdate();
            claim.setString(1, Clinic.id().toString());
            claim.setString(2, ANSWER);
            claim.setLong(3, sequence);
            claim.executeUpdate();
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
