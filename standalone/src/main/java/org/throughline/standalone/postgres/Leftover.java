package org.throughline.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The database process of an earlier Throughline that was killed: it goes on running, with the settings of then. */
record Leftover(long pid) {

    static final String PID_FILE = "postmaster.pid";

    /**
     * Whom PostgreSQL's own note names, if that process is a program of this folder. A note that names a dead process or a
     * stranger, because the number was given to another process since, is removed: PostgreSQL would take it for itself and
     * not start.
     */
    static Optional<Leftover> of(DataFolder folder, Path pgdata) {
        Path note = pgdata.resolve(PID_FILE);
        try {
            if (!Files.exists(note)) {
                return Optional.empty();
            }
            long pid = Files.readString(note)
                    .lines()
                    .findFirst()
                    .map(line -> Long.parseLong(line.strip()))
                    .orElse(-1L);
            var program = ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().command());
            if (program.isPresent() && Path.of(program.get()).startsWith(folder.path())) {
                return Optional.of(new Leftover(pid));
            }
            if (program.isPresent() || isZombie(pid)) {
                Files.delete(note);
            }
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new StartProblem(
                    "The file " + note + " cannot be read, so that it is unknown whether the database still runs.",
                    "Stop any postgres process of this folder and delete that file.",
                    e);
        }
    }

    /** Ended, but still listed because nobody has asked how. */
    private static boolean isZombie(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return Files.exists(status) && Files.readString(status).contains("\nState:\tZ");
    }

    void stop(Cluster cluster, PostgresPrograms programs) {
        if (!cluster.stop(programs)) {
            throw new StartProblem(
                    "A database process of an earlier start (process " + pid + ") is still running and does not stop.",
                    "End that process, then start again.");
        }
    }
}
