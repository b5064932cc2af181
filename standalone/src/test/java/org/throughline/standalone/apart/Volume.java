package org.throughline.standalone.apart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A disk of limited size for the database, in memory, that can be filled to the last byte. */
record Volume(Path folder) implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;

    /** Mounts one where that is permitted: on Linux, by its administrator. */
    static Optional<Volume> mount(Path folder, int megabytes) throws IOException, InterruptedException {
        try {
            Files.createDirectories(folder);
            var mounted = new ProcessBuilder(
                            "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return mounted.waitFor() == 0 ? Optional.of(new Volume(folder)) : Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }

    /** Writes until nothing more can be written. */
    void fill() throws IOException {
        var nothing = ByteBuffer.allocate(MEGABYTE);
        for (int size = MEGABYTE; size > 0; size /= 4) {
            try (var ballast =
                    FileChannel.open(folder.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    ballast.write(nothing.clear().limit(size));
                }
            } catch (IOException full) {
                // smaller pieces may still fit
                nothing.clear();
            }
        }
    }

    /** Makes room again. */
    void free() throws IOException {
        Files.deleteIfExists(folder.resolve("ballast"));
    }

    @Override
    public void close() throws IOException {
        try {
            new ProcessBuilder("umount", folder.toString()).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
