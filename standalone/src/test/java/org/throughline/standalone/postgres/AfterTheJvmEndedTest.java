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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AfterTheJvmEndedTest {

    @TempDir
    Path temporary;

    private Path data;
    private Process jvm;
    private String port;

    @BeforeEach
    void start_a_server_in_another_jvm() throws IOException {
        data = temporary.resolve("data");
        jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerInAJvm.class.getName(),
                        data.toString())
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
            assertThat(kept(server)).isEqualTo("1");
        }
    }

    @Test
    void by_kill_9_the_same_port_can_be_had_again() throws Exception {
        jvm.destroyForcibly().waitFor();
        try (var server = EmbeddedServer.start(data, Integer.parseInt(port), _ -> {})) {
            assertThat(kept(server)).isEqualTo("1");
        }
    }

    @Test
    void with_its_database_killed_too_the_data_is_there() throws Exception {
        long left = postmaster();
        jvm.destroyForcibly().waitFor();
        ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        await().until(() -> !runs(left));
        try (var server = EmbeddedServer.start(data, EmbeddedServer.ANY_PORT, _ -> {})) {
            assertThat(kept(server)).isEqualTo("1");
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

    private static String kept(EmbeddedServer server) throws SQLException {
        return Sql.answer(server.recordUrl(), server.owner(), "select count(*) from kept");
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
