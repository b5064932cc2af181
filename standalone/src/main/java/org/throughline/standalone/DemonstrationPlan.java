package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.UUID;
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.standalone.demonstration.Demonstrations;

/**
 * Which demonstration a data folder was given. Kept in the folder before the first entry is recorded, so that an
 * interrupted load goes on with the same one, whatever the next start asks for.
 *
 * @param now the day the demonstration leads up to
 * @param done whether all of it is recorded
 */
record DemonstrationPlan(Path file, long seed, int journeys, Instant now, UUID correlation, boolean done) {
    private static final String FILE = "demonstration.properties";

    /** The folder's plan; a new one if it has none. */
    static DemonstrationPlan of(Path data, int journeys) {
        var file = data.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            var plan = new DemonstrationPlan(
                    file,
                    Demonstrations.SEED,
                    journeys,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    UuidV7Identifiers.next(),
                    false);
            plan.write();
            return plan;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemonstrationPlan read(Path file) throws IOException {
        var kept = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            kept.load(in);
        }
        return new DemonstrationPlan(
                file,
                Long.parseLong(kept.getProperty("seed")),
                Integer.parseInt(kept.getProperty("journeys")),
                Instant.parse(kept.getProperty("now")),
                UUID.fromString(kept.getProperty("correlation")),
                Boolean.parseBoolean(kept.getProperty("done")));
    }

    /** Remembers that all of it is recorded. */
    void finish() {
        try {
            new DemonstrationPlan(file, seed, journeys, now, correlation, true).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() throws IOException {
        var kept = new Properties();
        kept.setProperty("seed", Long.toString(seed));
        kept.setProperty("journeys", Integer.toString(journeys));
        kept.setProperty("now", now.toString());
        kept.setProperty("correlation", correlation.toString());
        kept.setProperty("done", Boolean.toString(done));
        try (var out = Files.newBufferedWriter(file)) {
            kept.store(out, "The demonstration in this folder's record: synthetic, nobody's life.");
        }
    }
}
