package org.throughline.standalone.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.throughline.standalone.postgres.PostgresPrograms.Outcome;

/** PostgreSQL's own folder within the data folder, and the server process on it. */
final class Cluster {

    /** What the data is written by. Another major version cannot read it. */
    static final String MAJOR_VERSION = "18";

    /** After a power cut the server first repeats what its log holds. */
    private static final String SECONDS_TO_START = "300";

    private static final String SECONDS_TO_STOP = "60";
    private static final long LONGEST_LOG = 10L * 1024 * 1024;

    private final DataFolder folder;
    private final Path pgdata;
    private final Path log;

    Cluster(DataFolder folder) {
        this.folder = folder;
        this.pgdata = folder.resolve("pgdata");
        this.log = folder.resolve("postgres.log");
    }

    Path pgdata() {
        return pgdata;
    }

    boolean exists() {
        return Files.isDirectory(pgdata);
    }

    void refuseAnotherVersion() {
        try {
            var version = Files.readString(pgdata.resolve("PG_VERSION")).strip();
            if (!version.equals(MAJOR_VERSION)) {
                throw new StartProblem(
                        "The data in " + folder.path() + " was written by PostgreSQL " + version
                                + ", but this Throughline has PostgreSQL " + MAJOR_VERSION + ".",
                        "Start it with the Throughline that wrote it, or choose another folder with --data=.");
            }
        } catch (IOException e) {
            throw new StartProblem(
                    "The database in " + folder.path() + " is damaged: its PG_VERSION cannot be read.",
                    "Put the folder back from a backup, or choose another with --data=.",
                    e);
        }
    }

    /** A start that was killed half-way leaves nothing that looks like a database. */
    void create(PostgresPrograms programs, Login superuser) {
        Path draft = folder.resolve("pgdata.new");
        Path password = folder.resolve("password.new");
        try {
            PrivateFiles.deleteTree(draft);
            PrivateFiles.write(password, superuser.password());
            var outcome = programs.run(
                    "initdb",
                    List.of(
                            "--pgdata=" + draft,
                            "--username=" + superuser.user(),
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"));
            if (outcome.failed()) {
                throw new StartProblem(
                        "PostgreSQL could not make its database: " + lastLine(outcome.output()),
                        "Make sure that " + folder.path() + " has room, or choose another folder with --data=.");
            }
            Files.move(draft, pgdata, ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            discard(password);
        }
    }

    /** False if the port was taken by another program. */
    boolean start(PostgresPrograms programs, int port) {
        try {
            ServerSettings.write(pgdata, port);
            rotateLog();
            long before = Files.exists(log) ? Files.size(log) : 0;
            var outcome = programs.run(
                    "pg_ctl",
                    List.of("start", "--pgdata=" + pgdata, "--log=" + log, "--wait", "--timeout=" + SECONDS_TO_START));
            PrivateFiles.closeFile(log);
            if (!outcome.failed()) {
                return true;
            }
            var said = tail(before);
            if (said.contains("could not bind")) {
                return false;
            }
            throw new StartProblem("PostgreSQL did not start: " + lastLine(said), "The file " + log + " says more.");
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Whether it stopped, or was not running. Sessions are ended, their open transactions rolled back. */
    boolean stop(PostgresPrograms programs) {
        if (!Files.exists(pgdata.resolve(Leftover.PID_FILE))) {
            return true;
        }
        return !stop(programs, "fast").failed() || !stop(programs, "immediate").failed();
    }

    private Outcome stop(PostgresPrograms programs, String mode) {
        return programs.run(
                "pg_ctl",
                List.of("stop", "--pgdata=" + pgdata, "--mode=" + mode, "--wait", "--timeout=" + SECONDS_TO_STOP));
    }

    private String tail(long from) throws IOException {
        try (var channel = Files.newByteChannel(log)) {
            return new String(Channels.newInputStream(channel.position(from)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
            Files.move(log, folder.resolve("postgres.log.1"), REPLACE_EXISTING);
        }
    }

    private StartProblem unwritable(IOException e) {
        return new StartProblem(
                "The data folder " + folder.path() + " cannot be written.",
                "Make sure that it has room and belongs to you, or choose another with --data=.",
                e);
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's last complaint, or its last word. */
    private static String lastLine(String output) {
        var lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.reversed().stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing." : lines.getLast());
    }
}
