package org.throughline.standalone.postgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's programs, unpacked once for all tests that are about something else. */
final class Unpacked {

    private static final Binaries BINARIES = unpack();

    private Unpacked() {}

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

    /** Makes a data folder that has the programs already. */
    static Path into(Path data) throws IOException {
        Files.createDirectories(data);
        Files.createFile(data.resolve(DataFolder.LOCK));
        try (var originals = Files.walk(BINARIES.home())) {
            for (Path original : originals.toList()) {
                var copy = data.resolve(BINARIES.folder().path().relativize(original));
                if (Files.isRegularFile(original, NOFOLLOW_LINKS)) {
                    Files.createLink(copy, original);
                } else {
                    Files.copy(original, copy, NOFOLLOW_LINKS);
                }
            }
        }
        return data;
    }
}
