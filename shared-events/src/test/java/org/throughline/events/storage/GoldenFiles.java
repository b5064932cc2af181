package org.throughline.events.storage;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.throughline.testing.Histories;
import org.throughline.testing.MemoryKeyStore;

/** The golden files: payloads as earlier versions stored them. They are only ever added to. */
final class GoldenFiles {
    /** The event id that their personal data is sealed for. */
    static final UUID EVENT_ID = Histories.id(9, 1);

    private static final Path FOLDER = Path.of("src/test/resources/history");
    private static final Pattern NAME = Pattern.compile("(?<event>[a-z]+\\.[a-z-]+)\\.(?<revision>\\d+)(\\.[a-z-]+)?");

    private GoldenFiles() {}

    /** The names of all files, without {@code .json}. */
    static SortedSet<String> all() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - ".json".length()))
                    .collect(toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event of a file, as if it had been stored first. */
    static StoredEvent read(String file) {
        return read(file, EVENT_ID);
    }

    /** The event of a file, as if it had been stored under some id. */
    static StoredEvent read(String file, UUID eventId) {
        var name = NAME.matcher(file);
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is no name of a golden file");
        }
        try {
            return new StoredEvent(
                    1,
                    eventId,
                    Histories.id(0, 1),
                    0,
                    name.group("event"),
                    Integer.parseInt(name.group("revision")),
                    "2026-01-08T09:30:00.000000Z",
                    Files.readString(path(file)),
                    "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a file. Never changes one. */
    static void addIfMissing(String file, String payload) {
        try {
            if (!Files.exists(path(file))) {
                Files.writeString(path(file), payload);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys that they were sealed with. */
    static MemoryKeyStore keys() {
        var keys = new MemoryKeyStore();
        var _ = keys.keyFor(Histories.patient(1));
        return keys;
    }

    private static Path path(String file) {
        return FOLDER.resolve(file + ".json");
    }
}
