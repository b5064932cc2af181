package org.throughline.standalone.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder that holds everything a standalone Throughline knows; locked for as long as it runs. */
final class DataFolder implements AutoCloseable {

    static final String LOCK = "throughline.lock";
    private static final String SPECIAL = "\"'$`%\n" + (File.separatorChar == '/' ? "\\" : "");
    private static final Set<String> HARMLESS = Set.of("lost+found", ".DS_Store", ".gitkeep");
    private static final long MEGABYTE = 1024L * 1024;
    private static final long NEEDED_AT_FIRST = 300;
    private static final long NEEDED_LATER = 64;

    /** A second look at a lock file would give up this process's own lock on it, so that this set is asked first. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DataFolder open(Path wanted) {
        Path path = wanted.toAbsolutePath().normalize();
        refuseWhatAShellWouldRead(path);
        try {
            refuseWhatIsNotOurs(path);
            Files.createDirectories(path);
            PrivateFiles.closeFolder(path);
            Path real = path.toRealPath();
            return new DataFolder(real, lock(real));
        } catch (IOException e) {
            throw new StartProblem(
                    "The data folder " + path + " cannot be written.",
                    "Give yourself the right to write there, or choose another folder with --data=.",
                    e);
        }
    }

    /** PostgreSQL's programs hand their paths to a shell. */
    private static void refuseWhatAShellWouldRead(Path path) {
        if (path.toString().chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0)) {
            throw new StartProblem(
                    "PostgreSQL cannot use the data folder " + path + " because of the signs in its name.",
                    "Choose a folder with letters, digits and spaces only with --data=.");
        }
    }

    private static void refuseWhatIsNotOurs(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            throw new StartProblem(path + " is a file, not a folder.", "Choose a folder for the data with --data=.");
        }
        if (!Files.isDirectory(path) || Files.exists(path.resolve(LOCK))) {
            return;
        }
        try (var entries = Files.list(path)) {
            if (entries.anyMatch(entry -> !HARMLESS.contains(String.valueOf(entry.getFileName())))) {
                throw new StartProblem(
                        "The folder " + path + " holds something else than Throughline's data.",
                        "Choose an empty folder, or one that does not exist yet, with --data=.");
            }
        }
    }

    private static FileChannel lock(Path real) throws IOException {
        if (!OPEN_HERE.add(real)) {
            throw alreadyRunning(real, "this process");
        }
        try {
            var channel = FileChannel.open(real.resolve(LOCK), CREATE, WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw alreadyRunning(
                        real, "process " + Files.readString(real.resolve(LOCK)).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException | RuntimeException e) {
            OPEN_HERE.remove(real);
            throw e;
        }
    }

    private static StartProblem alreadyRunning(Path folder, String who) {
        return new StartProblem(
                "Another Throughline already runs on the data folder " + folder + " (" + who + ").",
                "Stop it first, or give this one a folder of its own with --data=.");
    }

    /** Refuses a disk that would be full before the first page is shown. */
    void requireSpace(boolean firstStart) {
        try {
            requireSpace(path, Files.getFileStore(path).getUsableSpace(), firstStart);
        } catch (IOException e) {
            throw new StartProblem(
                    "The free space of the data folder " + path + " cannot be read.",
                    "Choose a folder on another disk with --data=.",
                    e);
        }
    }

    static void requireSpace(Path path, long usableBytes, boolean firstStart) {
        long needed = firstStart ? NEEDED_AT_FIRST : NEEDED_LATER;
        if (usableBytes < needed * MEGABYTE) {
            throw new StartProblem(
                    "The disk of the data folder " + path + " is full: " + usableBytes / MEGABYTE + " MB are free and "
                            + needed + " MB are needed.",
                    "Make room there, or choose a folder on another disk with --data=.");
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Lets another Throughline have the folder. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // the lock ends with the process at the latest
            System.getLogger(DataFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "The lock file did not close", e);
        } finally {
            OPEN_HERE.remove(path);
        }
    }
}
