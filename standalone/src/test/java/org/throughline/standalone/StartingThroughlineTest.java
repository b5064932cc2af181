package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.standalone.demonstration.Demonstration;
import org.throughline.standalone.postgres.EmbeddedServer;
import org.throughline.standalone.postgres.Unpacked;

@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class StartingThroughlineTest {
    private static final int JOURNEYS = 30;
    private static final int LINE = 80;
    private static final String OPEN_JOURNEYS = """
            select count(*) from (
                select distinct on (stream) name from event
                where name in ('journey.enrolled', 'journey.discharged', 'journey.discharge-rescinded')
                order by stream, position desc)
            where name <> 'journey.discharged'""";

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
    void goes_on_with_the_demonstration_where_it_was_stopped_and_where_it_was_killed_and_makes_lost_claims_again()
            throws Exception {
        var data = Unpacked.into(temporary.resolve("data"));

        var stopped = start(data, freePort());
        until(stopped, "Recording the demonstration");
        stopped.destroy();
        assertThat(stopped.waitFor()).as("stopped politely, by SIGTERM").isEqualTo(143);
        assertThat(data.resolve("pgdata/postmaster.pid")).doesNotExist();

        var killed = start(data, freePort());
        until(killed, "Recording the demonstration +[2-9]\\d%");
        killed.destroyForcibly().waitFor();
        asked(
                data,
                record -> assertThat(record.sql("delete from claim where kind = 'open-journey'")
                                .update())
                        .isPositive());

        var last = start(data, freePort(), "--rebuild-claims");
        var said = until(last, "Throughline is at");
        last.destroy();
        last.waitFor();

        var plan = DemonstrationPlan.of(data, JOURNEYS);
        assertThat(plan.done()).isTrue();
        asked(data, record -> {
            everyCommandIsThereOnce(record, new Demonstration(plan.seed(), plan.journeys(), plan.now()).size());
            var open = count(record, OPEN_JOURNEYS);
            assertThat(said).contains("Made the claims on open journeys again: " + open + " are open.");
            assertThat(count(record, "select count(*) from claim where kind = 'open-journey'"))
                    .isEqualTo(open);
        });
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

    private Process start(Path data, int port, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName(),
                "--port=" + port,
                "--data=" + data,
                "--journeys=" + JOURNEYS));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    /** What it has said once it has said what is wanted. */
    private static String until(Process process, String wanted) throws IOException {
        var said = new StringBuilder();
        var pattern = Pattern.compile(wanted);
        var reader = process.inputReader();
        for (int next = reader.read(); next >= 0; next = reader.read()) {
            said.append((char) next);
            if (pattern.matcher(said)
                    .region(Math.max(0, said.length() - LINE), said.length())
                    .find()) {
                return said.toString();
            }
        }
        throw new AssertionError("It ended without saying \"" + wanted + "\":\n" + said);
    }

    /** By their keys: each is claimed once, together with its events. */
    private static void everyCommandIsThereOnce(JdbcClient record, int commands) {
        assertThat(count(record, "select count(*) from claim where kind = 'idempotency'"))
                .isEqualTo(commands);
        assertThat(count(record, "select count(distinct key) from claim where kind = 'idempotency'"))
                .isEqualTo(commands);
        assertThat(count(record, "select count(distinct metadata::json ->> 'key') from event"))
                .as("keys noted with the events")
                .isEqualTo(commands);
    }

    private static int count(JdbcClient record, String sql) {
        return record.sql(sql).query(Integer.class).single();
    }

    private static void asked(Path data, Consumer<JdbcClient> question) {
        try (var server = EmbeddedServer.start(data, EmbeddedServer.ANY_PORT, _ -> {})) {
            var owner = server.owner();
            question.accept(
                    JdbcClient.create(new DriverManagerDataSource(server.recordUrl(), owner.user(), owner.password())));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
