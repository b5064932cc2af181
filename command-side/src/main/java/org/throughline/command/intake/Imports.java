package org.throughline.command.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.throughline.command.intake.ImportStatus.State;
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.command.submission.Actor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The imports of this node: their files wait in a folder of its own until they are recorded, and are deleted then, because
 * they hold personal data in the clear. What is in the folder is found again after a restart, and can be run on.
 */
@Component
class Imports implements DisposableBean {
    private static final String STATUS = "status.json";
    private static final String FILE = "file";
    private static final String DRAFT = "file.new";
    static final int LARGEST_MAPPING = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long WRITTEN_EVERY_ROWS = 100;
    private static final Duration LAST_ROW = Duration.ofSeconds(5);

    private final Intake intake;
    private final InstantSource clock;
    private final Path folder;
    private final DataSize largestFile;
    private final Map<UUID, ImportStatus> imports = new ConcurrentHashMap<>();
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private final Set<UUID> taking = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    @Autowired
    Imports(
            Intake intake,
            @Qualifier("commandClock") InstantSource clock,
            @Value("${throughline.imports.folder:${java.io.tmpdir}/throughline-imports}") Path folder,
            @Value("${throughline.imports.largest-file:4GB}") DataSize largestFile) {
        this.intake = intake;
        this.clock = clock;
        this.folder = folder;
        this.largestFile = largestFile;
        findAgain();
    }

    private void findAgain() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var found = Files.list(folder)) {
            found.filter(place -> Files.isRegularFile(place.resolve(STATUS))).forEach(this::findAgain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void findAgain(Path place) {
        try {
            var status = JSON.readValue(place.resolve(STATUS), ImportStatus.class);
            imports.put(status.id(), status.state() == State.RUNNING ? status.in(State.INTERRUPTED) : status);
            Files.deleteIfExists(place.resolve(DRAFT));
            if (status.over()) {
                Files.deleteIfExists(place.resolve(FILE));
            }
        } catch (IOException | JacksonException e) {
            LOG.error(
                    "The import in {} cannot be read again: {}",
                    place,
                    e.getClass().getName());
        }
    }

    List<ImportStatus> all() {
        return imports.values().stream()
                .sorted(Comparator.comparing(ImportStatus::created).reversed())
                .toList();
    }

    ImportStatus get(UUID id) {
        return unlessGone(imports.get(id));
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

    /**
     * Takes the file, however long, and tries it. Until it is here as a whole and was tried, what was sent before stands.
     *
     * @param format what it is sent as; null if that is not said
     */
    ImportStatus file(UUID id, Mapping.@Nullable Format format, InputStream body) throws IOException {
        if (!taking.add(get(id).id())) {
            throw ImportRefused.now("Another file is being taken.", "Wait for the answer to that one.");
        }
        var draft = place(id).resolve(DRAFT);
        try {
            var status = unlessGone(imports.computeIfPresent(id, (same, now) -> now.takingAFile()));
            var mapping = mapping(id);
            if (format != null && format != mapping.format()) {
                throw ImportRefused.otherFormat(mapping.format());
            }
            copy(body, draft);
            var checked = intake.check(mapping, draft);
            Files.move(draft, place(id).resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
            return keep(status.checked(checked));
        } finally {
            Files.deleteIfExists(draft);
            taking.remove(id);
        }
    }

    private void copy(InputStream body, Path draft) throws IOException {
        try (var out = Files.newOutputStream(draft)) {
            var buffer = new byte[1 << 16];
            var written = 0L;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                written += read;
                if (written > largestFile.toBytes()) {
                    throw ImportRefused.fileTooLarge(largestFile);
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /** Begins to record it, or goes on with it. */
    ImportStatus run(UUID id, Actor actor) {
        var started = unlessGone(imports.computeIfPresent(id, (same, status) -> {
            if (running.containsKey(id) || taking.contains(id)) {
                throw ImportRefused.now(
                        "It is running, or a file is being taken.", "Look at how it stands, and wait for that.");
            }
            var begun = status.running();
            // written before anybody can cancel it: later, it could undo that
            write(begun);
            return begun;
        }));
        var worker = Thread.ofVirtual().name("import " + id).unstarted(() -> work(id, actor));
        running.put(id, worker);
        worker.start();
        return started;
    }

    private void work(UUID id, Actor actor) {
        try {
            var ran = intake.run(mapping(id), place(id).resolve(FILE), actor, id, rows -> progress(id, rows));
            var ended = imports.computeIfPresent(id, (same, status) -> status.ran(ran));
            write(unlessGone(ended));
            if (ran.complete()) {
                Files.deleteIfExists(place(id).resolve(FILE));
            }
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

    /** Stops it after the row it is at, and waits for that; it can run on later. */
    ImportStatus cancel(UUID id) {
        keep(unlessGone(imports.computeIfPresent(id, (same, status) -> status.cancelled())));
        var worker = running.get(id);
        if (worker != null) {
            try {
                worker.join(LAST_ROW);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return get(id);
    }

    /** Forgets it, with its file. What it recorded stays. */
    void delete(UUID id) throws IOException {
        unlessGone(imports.computeIfPresent(id, (same, status) -> {
            if (running.containsKey(id) || taking.contains(id)) {
                throw ImportRefused.now("It is running, or a file is being taken.", "Cancel it first.");
            }
            return status;
        }));
        imports.remove(id);
        var place = place(id);
        for (var name : List.of(FILE, "mapping.json", STATUS)) {
            Files.deleteIfExists(place.resolve(name));
        }
        Files.deleteIfExists(place);
    }

    private static ImportStatus unlessGone(@Nullable ImportStatus status) {
        if (status == null) {
            throw ImportRefused.unknown();
        }
        return status;
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
        var file = place(status.id()).resolve(STATUS);
        var draft = file.resolveSibling(STATUS + ".new");
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
            worker.join(LAST_ROW);
        }
    }
}
