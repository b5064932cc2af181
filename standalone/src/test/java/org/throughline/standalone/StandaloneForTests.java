package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.throughline.standalone.postgres.EmbeddedServer;

/** The one-command start, as tests use it. */
public final class StandaloneForTests implements AutoCloseable {
    private static final String LOCK = "throughline.lock";

    private final Standalone standalone;

    private StandaloneForTests(Standalone standalone) {
        this.standalone = standalone;
    }

    /** Starts it on a data folder; it stops with the JVM, if it is not closed before. */
    public static StandaloneForTests start(Path data, int port, int journeys) {
        System.setProperty("axoniq.update-checker.disabled", "true");
        Programs.lend(data);
        var options = new Options(port, "127.0.0.1", data, EmbeddedServer.ANY_PORT, journeys, true, null, false);
        var started = new StandaloneForTests(Standalone.start(options, System.out));
        Programs.keep(data);
        return started;
    }

    /** PostgreSQL's programs, which take seconds to unpack: unpacked once, and linked into every other folder. */
    private static final class Programs {
        private static @Nullable Path kept;

        static synchronized void keep(Path data) {
            try {
                if (kept == null) {
                    kept = Files.createTempDirectory("throughline-programs");
                    link(data, kept);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static synchronized void lend(Path data) {
            try {
                if (kept != null && Files.isDirectory(data)) {
                    if (Files.notExists(data.resolve(LOCK))) {
                        Files.createFile(data.resolve(LOCK));
                    }
                    link(kept, data);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void link(Path from, Path to) throws IOException {
            try (var folders = Files.list(from)) {
                for (var folder : folders.filter(Programs::unpacked).toList()) {
                    var home = to.resolve(folder.getFileName());
                    if (Files.notExists(home)) {
                        linkAll(folder, home);
                    }
                }
            }
        }

        private static boolean unpacked(Path folder) {
            return folder.getFileName().toString().startsWith("postgresql-");
        }

        private static void linkAll(Path folder, Path home) throws IOException {
            try (var files = Files.walk(folder)) {
                for (var file : files.toList()) {
                    var there = home.resolve(folder.relativize(file));
                    if (Files.isSymbolicLink(file)) {
                        Files.createSymbolicLink(there, Files.readSymbolicLink(file));
                    } else if (Files.isDirectory(file)) {
                        Files.createDirectories(there);
                    } else {
                        Files.createLink(there, file);
                    }
                }
            }
        }
    }

    /** Starts it with the demonstration's accounts, and without anything that they would have recorded. */
    public static StandaloneForTests startWithoutJourneys(Path data, int port) throws IOException {
        // as an earlier start would leave it that has recorded its demonstration
        if (Files.notExists(data.resolve(LOCK))) {
            Files.createFile(data.resolve(LOCK));
            DemonstrationPlan.of(data, 0).finish();
        }
        return start(data, port, 0);
    }

    /** Where it answers. */
    public String address() {
        return standalone.address();
    }

    /** The password of every demonstration account. */
    public String password() {
        return standalone.password();
    }

    /** Stops it as Ctrl-C would; it can be started again on its data folder. */
    @Override
    public void close() {
        standalone.close();
    }

    /** What runs inside. */
    public ApplicationContext application() {
        return standalone.application();
    }
}
