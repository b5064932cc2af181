package org.throughline.command.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.throughline.command.intake.ImportStatus.State;
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.command.submission.Actor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The imports of this node: their files wait in a folder of its own until they are recorded, and are deleted then, because
 * they hold personal data in the clear. What is in the folder is found again after a restart, and can be run on.
 */
@Component
class Imports implements DisposableBean {
    static final long LARGEST_MAPPING = 256L * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LARGEST_FILE = 4L * 1024 * 1024 * 1024;
    private static final long WRITTEN_EVERY_ROWS = 100;

    private final Intake intake;
    private final InstantSource clock;
    private final Path folder;
    private final Map<UUID, ImportStatus> imports = new ConcurrentHashMap<>();
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean ending;

    @Autowired
    Imports(
            Intake intake,
            @Qualifier("commandClock") InstantSource clock,
            @Value("${throughline.imports.folder:${java.io.tmpdir}/throughline-imports}") Path folder) {
        this.intake = intake;
        this.clock = clock;
        this.folder = folder;
        findAgain();
    }

    private void findAgain() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var found = Files.list(folder)) {
            found.map(place -> place.resolve("status.json"))
                    .filter(Files::isRegularFile)
                    .map(file -> JSON.readValue(file, ImportStatus.class))
                    .map(status -> status.state() == State.RUNNING ? status.in(State.INTERRUPTED) : status)
                    .forEach(status -> imports.put(status.id(), status));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ImportStatus> all() {
        return imports.values().stream()
                .sorted(Comparator.comparing(ImportStatus::created).reversed())
                .toList();
    }

    ImportStatus get(UUID id) {
        var status = imports.get(id);
        if (status == null) {
            throw ImportRefused.unknown();
        }
        return status;
    }

    /** Keeps a mapping; its file comes next. */
    ImportStatus create(byte[] mapping, Actor actor) {
        var understood = Intake.mapping(new ByteArrayInputStream(mapping));
        var id = UuidV7Identifiers.next();
        try {
            Files.createDirectories(folder);
            var place = Files.createDirectory(folder.resolve(id.toString()));
            if (place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
            }
            Files.write(place.resolve("mapping.json"), mapping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keep(new ImportStatus(
                id, understood.name(), actor.id(), clock.instant(), State.AWAITING_FILE, 0, 0, 0, 0, List.of(), 0));
    }

    /** Takes the file, however long, and tries it. */
    ImportStatus file(UUID id, InputStream body) throws IOException {
        var status = get(id);
        if (status.state() != State.AWAITING_FILE && status.state() != State.FLAWED && status.state() != State.READY) {
            throw ImportRefused.now("The import has been run; create another one for another file.");
        }
        var file = place(id).resolve("file");
        try (var out = Files.newOutputStream(file)) {
            var buffer = new byte[1 << 16];
            var written = 0L;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                written += read;
                if (written > LARGEST_FILE) {
                    throw ImportRefused.tooLarge(LARGEST_FILE);
                }
                out.write(buffer, 0, read);
            }
        }
        return keep(status.checked(intake.check(mapping(id), file)));
    }

    /** Begins to record it, or goes on with it. */
    ImportStatus run(UUID id, Actor actor) {
        var started = imports.compute(id, (same, status) -> {
            if (status == null) {
                throw ImportRefused.unknown();
            }
            if (!status.canRun() || running.containsKey(id)) {
                throw ImportRefused.now("Only an import without flaws that is neither running nor done can be run.");
            }
            return status.in(State.RUNNING).at(0);
        });
        keep(started);
        var worker = Thread.ofVirtual().name("import " + id).unstarted(() -> work(id, actor));
        running.put(id, worker);
        worker.start();
        return started;
    }

    private void work(UUID id, Actor actor) {
        try {
            var ran = intake.run(mapping(id), place(id).resolve("file"), actor, id, rows -> progress(id, rows));
            var before = get(id);
            var ended = before.ran(ran);
            if (ended.state() != State.CANCELLED) {
                Files.deleteIfExists(place(id).resolve("file"));
            }
            keep(before.state() == State.RUNNING && !ran.complete() ? ended.in(State.INTERRUPTED) : ended);
        } catch (IOException | RuntimeException e) {
            // without its message, which could repeat what the file says
            LOG.error("Import {} was interrupted by {}", id, e.getClass().getName());
            keep(get(id).in(State.INTERRUPTED));
        } finally {
            running.remove(id);
        }
    }

    private boolean progress(UUID id, long rows) {
        var status = imports.computeIfPresent(id, (same, before) -> before.at(rows));
        if (status != null && rows % WRITTEN_EVERY_ROWS == 0) {
            write(status);
        }
        return !ending && status != null && status.state() == State.RUNNING;
    }

    /** Stops it after the row it is at; it can run on later. */
    ImportStatus cancel(UUID id) {
        return keep(imports.compute(id, (same, status) -> {
            if (status == null) {
                throw ImportRefused.unknown();
            }
            return switch (status.state()) {
                case RUNNING, READY, INTERRUPTED -> status.in(State.CANCELLED);
                case CANCELLED -> status;
                case AWAITING_FILE, FLAWED, DONE, DONE_WITH_REFUSALS ->
                    throw ImportRefused.now("Nothing is running that could be cancelled.");
            };
        }));
    }

    private Mapping mapping(UUID id) throws IOException {
        try (var in = Files.newInputStream(place(id).resolve("mapping.json"))) {
            return Intake.mapping(in);
        }
    }

    private Path place(UUID id) {
        return folder.resolve(id.toString());
    }

    private ImportStatus keep(ImportStatus status) {
        imports.put(status.id(), status);
        write(status);
        return status;
    }

    private synchronized void write(ImportStatus status) {
        var file = place(status.id()).resolve("status.json");
        var draft = file.resolveSibling("status.json.new");
        try {
            Files.writeString(draft, JSON.writeValueAsString(status));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what runs after the row it is at: the next start can run on. */
    @Override
    public void destroy() throws InterruptedException {
        ending = true;
        for (var worker : running.values()) {
            worker.join(5_000);
        }
    }
}
