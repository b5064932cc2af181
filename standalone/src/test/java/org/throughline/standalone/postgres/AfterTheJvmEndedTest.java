package org.throughline.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Unpacked.SERVERS)
class AfterTheJvmEndedTest {

    @TempDir
    static Path temporary;

    private static Path data;

    private final String recorded = UUID.randomUUID().toString();
    private Process jvm;
    private String port;

    @BeforeAll
    static void make_the_data() {
        data = temporary.resolve("data");
        EmbeddedServer.start(data, EmbeddedServer.ANY_PORT, _ -> {}).close();
    }

    @BeforeEach
    void start_a_server_in_another_jvm_and_record_something() throws IOException {
        jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerInAJvm.class.getName(),
                        data.toString(),
                        recorded)
                .redirectErrorStream(true)
                .start();
        port = portOnceReady(jvm.inputReader());
    }

    @AfterEach
    void end_it() {
        jvm.destroyForcibly();
    }

    @Test
    void by_kill_9_the_data_is_there_and_the_settings_are_current() throws Exception {
        long left = postmaster();
        jvm.destroyForcibly().waitFor();
        assertThat(runs(left)).as("the postmaster outlives its JVM").isTrue();

        var said = new ArrayList<String>();
        try (var server = EmbeddedServer.start(data, EmbeddedServer.ANY_PORT, said::add)) {
            assertThat(said)
                    .containsExactly(
                            "Stopped the database process " + left + ", which an earlier start had left behind.");
            assertThat(postmaster()).isNotEqualTo(left);
            assertThat(runs(left)).isFalse();
            assertThat(Sql.answer(server.recordUrl(), server.owner(), "show port"))
                    .isEqualTo(Integer.toString(server.port()))
                    .isNotEqualTo(port);
            assertThat(kept(server)).isEqualTo(recorded);
        }
    }

    @Test
    void by_kill_9_the_same_port_can_be_had_again() throws Exception {
        jvm.destroyForcibly().waitFor();
        try (var server = EmbeddedServer.start(data, Integer.parseInt(port), _ -> {})) {
            assertThat(kept(server)).isEqualTo(recorded);
        }
    }

    @Test
    void with_its_database_killed_too_the_data_is_there() throws Exception {
        long left = postmaster();
        jvm.destroyForcibly().waitFor();
        ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        await().until(() -> !runs(left));
        try (var server = EmbeddedServer.start(data, EmbeddedServer.ANY_PORT, _ -> {})) {
            assertThat(kept(server)).isEqualTo(recorded);
        }
    }

    @Test
    void politely_the_database_has_stopped() throws Exception {
        long postmaster = postmaster();
        jvm.destroy();
        jvm.waitFor();
        assertThat(runs(postmaster)).isFalse();
        assertThat(data.resolve("pgdata/postmaster.pid")).doesNotExist();
    }

    @Test
    void not_at_all_a_second_one_is_refused() throws Exception {
        assertThatExceptionOfType(StartProblem.class)
                .isThrownBy(() -> EmbeddedServer.start(data, EmbeddedServer.ANY_PORT, _ -> {}))
                .satisfies(problem -> assertThat(problem.sentence())
                        .isEqualTo("Another Throughline already runs on the data folder " + data + " (process "
                                + jvm.pid() + ")."));
        assertThat(runs(postmaster())).as("the first goes on").isTrue();
    }

    /** A dead process that is still listed, because nobody has asked how it ended, has no program any more. */
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    private String kept(EmbeddedServer server) throws SQLException {
        return Sql.answer(server.recordUrl(), server.owner(), "select what from kept where what = '" + recorded + "'");
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("pgdata/postmaster.pid")).getFirst());
    }

    private static String portOnceReady(BufferedReader output) throws IOException {
        var seen = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring("ready ".length());
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("The other JVM did not start its server:\n" + seen);
    }
}
