package org.throughline.standalone.postgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's programs, which take seconds to unpack: unpacked once for all tests that are about something else. */
public final class Unpacked {
    /** Servers are started one after the other, beside what goes on in the browser. */
    static final String SERVERS = "servers";

    private Unpacked() {}

    private static final class Held {
        private static final Binaries BINARIES = unpack();
    }

    private static Binaries unpack() {
        try {
            var folder = DataFolder.open(Files.createTempDirectory("throughline-unpacked"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return Binaries.unpackedIn(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(DataFolder folder) {
        folder.close();
        try {
            PrivateFiles.deleteTree(folder.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a data folder that has the programs already, or gives them to one that is there. */
    public static Path into(Path data) throws IOException {
        Files.createDirectories(data);
        var lock = data.resolve(DataFolder.LOCK);
        if (Files.notExists(lock)) {
            Files.createFile(lock);
        }
        if (hasPrograms(data)) {
            return data;
        }
        var programs = Held.BINARIES.home();
        var folder = Held.BINARIES.folder().path();
        if (!Files.getFileStore(data).equals(Files.getFileStore(programs))) {
            // no links lead to another disk: there they are unpacked once more
            return data;
        }
        try (var originals = Files.walk(programs)) {
            for (Path original : originals.toList()) {
                var copy = data.resolve(folder.relativize(original));
                if (Files.isRegularFile(original, NOFOLLOW_LINKS)) {
                    Files.createLink(copy, original);
                } else {
                    Files.copy(original, copy, NOFOLLOW_LINKS);
                }
            }
        }
        return data;
    }

    private static boolean hasPrograms(Path data) throws IOException {
        try (var there = Files.newDirectoryStream(data, Binaries.PREFIX + "*")) {
            return there.iterator().hasNext();
        }
    }
}
