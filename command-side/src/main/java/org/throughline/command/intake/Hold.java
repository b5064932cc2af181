package org.throughline.command.intake;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to change one thing, which one of all processes on a shared folder has at a time. The operating system keeps it,
 * so that it ends with the process that has it, however that ends.
 */
final class Hold implements AutoCloseable {
    /** Who looks again at a lock file that its own process has locked gives up that lock, so that this is asked first. */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private static final long ALL = Long.MAX_VALUE;

    private final Path file;
    private final FileChannel channel;

    private Hold(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes it; null if somebody has it, or looks at it in this moment.
     *
     * @param file the lock file, by the same path in all of this process; made if it is not there
     * @throws NoSuchFileException if its folder is not there
     */
    static @Nullable Hold take(Path file) throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(file)) {
                return null;
            }
            var channel = FileChannel.open(file, CREATE, WRITE);
            try {
                if (channel.tryLock(0, ALL, false) != null) {
                    HELD_HERE.add(file);
                    return new Hold(file, channel);
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return null;
        }
    }

    /** Whether somebody has it. Those who look do not get into each other's way. */
    static boolean taken(Path file) throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(file)) {
                return true;
            }
            try (var channel = FileChannel.open(file, READ)) {
                return channel.tryLock(0, ALL, true) == null;
            } catch (NoSuchFileException never) {
                return false;
            }
        }
    }

    /** Lets go of it, once. */
    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            if (!channel.isOpen()) {
                return;
            }
            try {
                channel.close();
            } finally {
                HELD_HERE.remove(file);
            }
        }
    }
}
