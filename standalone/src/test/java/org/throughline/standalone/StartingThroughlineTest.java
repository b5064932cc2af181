package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.throughline.standalone.demonstration.Demonstration;
import org.throughline.standalone.postgres.EmbeddedServer;

@Execution(ExecutionMode.CONCURRENT)
class StartingThroughlineTest {
    private static final int JOURNEYS = 50;

    @TempDir
    private Path temporary;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leave_nothing_running() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void goes_on_with_the_demonstration_where_it_was_stopped_and_where_it_was_killed() throws Exception {
        var data = temporary.resolve("data");

        var stopped = start(data, freePort());
        until(stopped, "Recording the demonstration");
        stopped.destroy();
        assertThat(stopped.waitFor()).as("stopped politely, by SIGTERM").isEqualTo(143);
        assertThat(data.resolve("pgdata/postmaster.pid")).doesNotExist();

        var killed = start(data, freePort());
        until(killed, "Recording the demonstration");
        killed.destroyForcibly().waitFor();

        var last = start(data, freePort());
        until(last, "Throughline is at");
        last.destroy();
        last.waitFor();

        assertThat(DemonstrationPlan.of(data, JOURNEYS).done()).isTrue();
        assertThat(commandsIn(data)).isEqualTo(commandsOf(DemonstrationPlan.of(data, JOURNEYS)));
    }

    @Test
    void says_in_a_sentence_that_the_port_is_taken_and_touches_nothing() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var data = temporary.resolve("data");
            var process = start(data, taken.getLocalPort());
            var said = process.inputReader().lines().toList();
            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(said)
                    .containsExactly(
                            "Port " + taken.getLocalPort() + " on 127.0.0.1 cannot be used: another program has it, or"
                                    + " the address is not this machine's.",
                            "Stop that program, or choose another port with --port=.");
            assertThat(data).doesNotExist();
        }
    }

    private Process start(Path data, int port) throws IOException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Standalone.class.getName(),
                        "--port=" + port,
                        "--data=" + data,
                        "--journeys=" + JOURNEYS)
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    private static void until(Process process, String wanted) throws IOException {
        var said = new StringBuilder();
        var reader = process.inputReader();
        for (int next = reader.read(); next >= 0; next = reader.read()) {
            said.append((char) next);
            if (said.indexOf(wanted, Math.max(0, said.length() - wanted.length())) >= 0) {
                return;
            }
        }
        throw new AssertionError("It ended without saying \"" + wanted + "\":\n" + said);
    }

    /** Which commands were recorded, by their keys: each is claimed once, together with its events. */
    private static int commandsIn(Path data) throws SQLException {
        try (var server = EmbeddedServer.start(data, EmbeddedServer.ANY_PORT, _ -> {});
                var connection = DriverManager.getConnection(
                        server.recordUrl(),
                        server.owner().user(),
                        server.owner().password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select count(*), count(distinct key),
                            (select count(distinct metadata::json ->> 'key') from event)
                        from claim where kind = 'idempotency'""")) {
            rows.next();
            assertThat(rows.getInt(2)).isEqualTo(rows.getInt(1));
            assertThat(rows.getInt(3)).as("keys noted with the events").isEqualTo(rows.getInt(1));
            return rows.getInt(1);
        }
    }

    private static int commandsOf(DemonstrationPlan plan) {
        return new Demonstration(plan.seed(), plan.journeys(), plan.now()).size();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
