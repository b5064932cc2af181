package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.throughline.standalone.apart.Installation.Size;

/**
 * Two nodes that record, two that show and the database, of which everything is made to fail, one after the other and in a
 * random order, while others record and read. It takes the better part of an hour and is run when asked for; what happened
 * is written to {@code docs/faults.md}.
 */
@EnabledIfSystemProperty(named = "faults", matches = "\\d+", disabledReason = "takes long: -Dfaults=50 asks for it")
class ManyFaultsTest {
    private static final int MEGABYTES = 700;

    @TempDir
    private Path data;

    @Test
    void nothing_acknowledged_is_lost_nothing_is_recorded_twice_and_read_models_equal_a_replay() throws Exception {
        var count = Integer.getInteger("faults", 50);
        var seed = Long.getLong("faults.seed", 1L);
        var disk = Volume.mount(data.resolve("disk"), MEGABYTES).orElse(null);
        try (disk) {
            var faketime = faketime();
            var report = new FaultReport(
                    Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."), "docs/faults.md"),
                    count,
                    seed,
                    disk != null,
                    faketime != null);
            var place = disk == null ? data : disk.folder();
            var size = new Size(2, 2, 6, Duration.ofMillis(300));
            try (var installation = Installation.start(Network.start(place), size, faketime)) {
                installation.begin();
                var faults = new Faults(installation, disk, new Random(seed)).some(count);
                new FaultRun(installation, report::add).run(faults);
            }
            assertThat(report.wrong()).isEmpty();
        }
    }

    /** Debian's library that tells a process another time; null where it is not installed. */
    private static @Nullable Path faketime() throws Exception {
        var found = new AtomicReference<@Nullable Path>();
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .ifPresent(found::set);
        } catch (java.io.IOException notThisSystem) {
            return null;
        }
        return found.get();
    }
}
