package org.throughline.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Unpacked.SERVERS)
class NotStartingTest {

    @TempDir
    Path temporary;

    @AfterEach
    void leaves_no_lock_behind() {
        var data = temporary.resolve("data");
        if (Files.isDirectory(data)) {
            assertThatCode(() -> DataFolder.open(data).close()).doesNotThrowAnyException();
        }
    }

    @Test
    void because_the_port_is_taken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = other.getLocalPort();
            assertProblem(
                    () -> start(Unpacked.into(temporary.resolve("data")), port),
                    "Port " + port + " of this machine is taken by another program.",
                    "choose another port");
        }
    }

    @Test
    void because_another_one_runs_on_the_same_folder() throws IOException {
        var data = Unpacked.into(temporary.resolve("data"));
        try (var _ = start(data, EmbeddedServer.ANY_PORT)) {
            for (int i = 0; i < 2; i++) {
                assertProblem(
                        () -> start(data, EmbeddedServer.ANY_PORT),
                        "Another Throughline already runs on the data folder " + data + " (this process).",
                        "Stop it first");
            }
        }
    }

    @Test
    void because_the_folder_cannot_be_written() throws IOException {
        var file = Files.createFile(temporary.resolve("file"));
        var below = file.resolve("data");
        assertProblem(() -> start(below, 0), "The data folder " + below + " cannot be written.", "another folder");
        assertProblem(() -> start(file, 0), file + " is a file, not a folder.", "--data=");
        if (Files.isDirectory(Path.of("/proc"))) {
            assertProblem(
                    () -> start(Path.of("/proc/data"), 0), "The data folder /proc/data cannot be written.", "--data=");
        }
    }

    @Test
    void because_the_folder_holds_something_else_which_is_left_alone() throws IOException {
        var home = Files.createDirectory(temporary.resolve("home"));
        Files.writeString(home.resolve("thesis.txt"), "years of work");
        var before = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(home, before);
        assertProblem(
                () -> start(home, 0),
                "The folder " + home + " holds something else than Throughline's data.",
                "Choose an empty folder");
        assertThat(Files.getPosixFilePermissions(home)).isEqualTo(before);
        assertThat(home).isDirectoryContaining(path -> path.endsWith("thesis.txt"));
    }

    @Test
    void because_the_folder_has_a_name_that_a_shell_would_read() {
        var data = temporary.resolve("$(whoami)");
        assertProblem(
                () -> start(data, 0),
                "PostgreSQL cannot use the data folder " + data + " because of the signs in its name.",
                "letters, digits and spaces");
        assertThat(data).doesNotExist();
    }

    @Test
    void because_another_postgresql_wrote_the_data() throws IOException {
        var data = existing("17");
        assertProblem(
                () -> start(data, 0),
                "The data in " + data + " was written by PostgreSQL 17, but this Throughline has PostgreSQL 18.",
                "Throughline that wrote it");
    }

    @Test
    void because_the_secrets_are_missing() throws IOException {
        var data = existing(Cluster.MAJOR_VERSION);
        var file = data.resolve("secrets.properties");
        assertProblem(
                () -> start(data, 0),
                "The file " + file + " is missing, and with it the passwords and keys of the data.",
                "Put the file back");
        Files.writeString(file, "postgres=x\nthroughline_owner=x\n");
        assertProblem(
                () -> start(data, 0), "The file " + file + " says nothing about throughline_command.", "Put the file");
    }

    @Test
    void because_the_disk_is_full() {
        var data = temporary.resolve("data");
        assertProblem(
                () -> DataFolder.requireSpace(data, 299L * 1024 * 1024, true),
                "The disk of the data folder " + data + " is full: 299 MB are free and 300 MB are needed.",
                "Make room");
        assertThatCode(() -> DataFolder.requireSpace(data, 299L * 1024 * 1024, false))
                .doesNotThrowAnyException();
    }

    @Test
    void because_the_secrets_are_of_another_folder() throws IOException {
        var data = Unpacked.into(temporary.resolve("data"));
        start(data, EmbeddedServer.ANY_PORT).close();
        Files.delete(data.resolve("secrets.properties"));
        var folder = DataFolder.open(data);
        Secrets.of(folder, false);
        folder.close();
        assertProblem(
                () -> start(data, EmbeddedServer.ANY_PORT),
                "The databases could not be made ready: FATAL: password authentication failed for user \"postgres\"",
                "both must be of the same");
        assertThat(data.resolve("pgdata/postmaster.pid")).doesNotExist();
    }

    private Path existing(String version) throws IOException {
        var data = temporary.resolve("data");
        Files.createDirectories(data.resolve("pgdata"));
        Files.createFile(data.resolve(DataFolder.LOCK));
        Files.writeString(data.resolve("pgdata/PG_VERSION"), version + "\n");
        return data;
    }

    private static EmbeddedServer start(Path data, int port) {
        return EmbeddedServer.start(data, port, _ -> {});
    }

    private static void assertProblem(ThrowingCallable start, String sentence, String whatToDo) {
        assertThatExceptionOfType(StartProblem.class).isThrownBy(start).satisfies(problem -> {
            assertThat(problem.sentence()).isEqualTo(sentence);
            assertThat(problem.whatToDo()).contains(whatToDo).endsWith(".");
        });
    }
}
