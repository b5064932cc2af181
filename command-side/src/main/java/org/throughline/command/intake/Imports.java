package org.throughline.command.intake;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import org.throughline.command.correlation.Correlation;
import org.throughline.command.intake.ImportStatus.State;
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.command.submission.Actor;

/**
 * The imports of all nodes that share a folder, which alone says how they stand: any node takes a file, runs, cancels and
 * deletes, one of them at a time at each import. Files wait there until they are recorded, and are deleted then, because they
 * hold personal data in the clear. What a node was at when it ended can be run on by any other.
 */
@Component
class Imports implements DisposableBean {
    static final int LARGEST_MAPPING = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final Duration TOLD_EVERY = Duration.ofMillis(50);
    private static final Duration LAST_ROW = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Intake intake;
    private final InstantSource clock;
    private final Path folder;
    private final DataSize largestFile;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final Set<ImportFolder> unreadable = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    @Autowired
    Imports(
            Intake intake,
            @Qualifier("commandClock") InstantSource clock,
            @Value("${throughline.imports.folder:${java.io.tmpdir}/throughline-imports}") Path folder,
            @Value("${throughline.imports.largest-file:4GB}") DataSize largestFile) {
        this.intake = intake;
        this.clock = clock;
        this.folder = folder.toAbsolutePath().normalize();
        this.largestFile = largestFile;
        folders().forEach(this::tidy);
    }

    private List<ImportFolder> folders() {
        try {
            return ImportFolder.all(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what a killed node left; what another node is at is left alone. */
    private void tidy(ImportFolder place) {
        var status = readable(place);
        if (status != null && status.state() == State.INTERRUPTED) {
            LOG.warn("Import {} was interrupted: an administrator can run it on", status.id());
        }
        if (status == null ? !place.halfDeleted() : !place.untidy(status)) {
            return;
        }
        try (var hold = place.take()) {
            var settled = hold == null ? null : place.settled();
            if (settled != null) {
                place.tidy(settled);
            }
        } catch (IOException e) {
            LOG.error(
                    "What is left in {} cannot be deleted: {}",
                    place.place(),
                    e.getClass().getName());
        }
    }

    private @Nullable ImportStatus readable(ImportFolder place) {
        try {
            return place.status();
        } catch (IOException e) {
            if (unreadable.add(place)) {
                LOG.error(
                        "The import in {} cannot be read: {}",
                        place.place(),
                        e.getClass().getName());
            }
            return null;
        }
    }

    List<ImportStatus> all() {
        var all = new ArrayList<ImportStatus>();
        for (var place : folders()) {
            var status = readable(place);
            if (status != null) {
                all.add(status);
            }
        }
        all.sort(Comparator.comparing(ImportStatus::created).reversed());
        return all;
    }

    ImportStatus get(UUID id) {
        try {
            return unlessGone(place(id).status());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a mapping; its file comes next. */
    ImportStatus create(byte[] mapping, Actor actor) {
        var understood = Intake.mapping(new ByteArrayInputStream(mapping));
        var id = UuidV7Identifiers.next();
        try {
            return ImportFolder.create(folder, id, mapping)
                    .keep(new ImportStatus(
                            id,
                            understood.name(),
                            actor.id(),
                            clock.instant(),
                            State.AWAITING_FILE,
                            0,
                            0,
                            0,
                            0,
                            List.of(),
                            0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes the file, however long, and tries it. Until it is here as a whole and was tried, what was sent before stands.
     *
     * @param format what it is sent as; null if that is not said
     */
    ImportStatus file(UUID id, Mapping.@Nullable Format format, InputStream body) throws IOException {
        var place = place(id);
        try (var _ = claim(place)) {
            var status = unlessGone(place.settled()).takingAFile();
            var mapping = place.mapping();
            if (format != null && format != mapping.format()) {
                throw ImportRefused.otherFormat(mapping.format());
            }
            try {
                copy(body, place.draft());
                var checked = status.checked(intake.check(mapping, place.draft()));
                if (checked.hasUseOfItsFile()) {
                    place.accept();
                }
                // a node that is killed before leaves a sound file under a status that asks for one, or has had one
                return place.keep(checked);
            } finally {
                place.tidy(unlessGone(place.settled()));
            }
        }
    }

    private void copy(InputStream body, Path draft) throws IOException {
        try (var channel = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING);
                var out = Channels.newOutputStream(channel)) {
            var buffer = new byte[1 << 16];
            var written = 0L;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                written += read;
                if (written > largestFile.toBytes()) {
                    throw ImportRefused.fileTooLarge(largestFile);
                }
                out.write(buffer, 0, read);
            }
            channel.force(true);
        }
    }

    /** Takes hold of an import for as long as it is worked at. */
    private Hold claim(ImportFolder place) throws IOException {
        var until = System.nanoTime() + LAST_ROW.toNanos();
        while (true) {
            if (place.gone()) {
                throw ImportRefused.unknown();
            }
            var hold = place.take();
            if (hold != null) {
                return hold;
            }
            refuseWhileFileIsTaken(place);
            if (runs(place)) {
                throw ImportRefused.now("It is running.", "Look at how it stands, and wait for that, or cancel it.");
            }
            pause(until);
        }
    }

    private static void refuseWhileFileIsTaken(ImportFolder place) throws IOException {
        if (place.drafted() && place.held()) {
            throw ImportRefused.now("A file is being taken.", "Wait for the answer to that one.");
        }
    }

    private static boolean runs(ImportFolder place) throws IOException {
        var status = place.status();
        return status != null && status.state() == State.RUNNING;
    }

    /** Lets another have it for the moment that it needs. */
    private static void pause(long until) throws IOException {
        if (System.nanoTime() - until > 0) {
            throw ImportRefused.now("Somebody else is at it.", "Look at how it stands, and try again.");
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Begins to record it, or goes on with it. */
    ImportStatus run(UUID id, Actor actor) {
        var place = place(id);
        try {
            var hold = claim(place);
            var started = false;
            try {
                var settled = unlessGone(place.settled());
                var begun = settled.running();
                place.tidy(settled);
                place.beginRun();
                place.keep(begun);
                var worker = Thread.ofVirtual().name("import " + id).unstarted(() -> work(place, hold, id, actor));
                running.add(worker);
                worker.start();
                started = true;
                return begun;
            } finally {
                if (!started) {
                    hold.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void work(ImportFolder place, Hold hold, UUID id, Actor actor) {
        try (hold;
                var _ = Correlation.logged(id)) {
            var ran = intake.run(place.mapping(), place.file(), actor, id, new Told(place));
            place.tidy(place.keep(unlessGone(place.settled()).ran(ran)));
        } catch (IOException | RuntimeException e) {
            // without its message, which could repeat what the file says; whoever looks finds it interrupted
            LOG.error("Import {} was interrupted by {}", id, e.getClass().getName());
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    /** Tells all nodes how far a run is, and ends it when one of them or the end of this one asks for that. */
    private final class Told implements Intake.Progress {
        private final ImportFolder place;
        private long next = System.nanoTime();

        Told(ImportFolder place) {
            this.place = place;
        }

        @Override
        public boolean at(long rows) {
            try {
                if (System.nanoTime() - next >= 0) {
                    place.progress(rows);
                    next = System.nanoTime() + TOLD_EVERY.toNanos();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return !ending && !place.toStop();
        }
    }

    /** Stops it after the row it is at, whichever node runs it, and waits for that; it can run on later. */
    ImportStatus cancel(UUID id) {
        var place = place(id);
        var until = System.nanoTime() + LAST_ROW.toNanos();
        try {
            while (true) {
                var cancelled = get(id).cancelled();
                try (var hold = place.take()) {
                    if (hold != null) {
                        return place.keep(unlessGone(place.settled()).cancelled());
                    }
                }
                refuseWhileFileIsTaken(place);
                if (runs(place)) {
                    place.stop();
                } else if (place.toStop() && System.nanoTime() - until > 0) {
                    return cancelled;
                }
                pause(until);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets it, with its file. What it recorded stays. */
    void delete(UUID id) throws IOException {
        var place = place(id);
        try (var hold = claim(place)) {
            place.delete(hold);
        }
    }

    private static ImportStatus unlessGone(@Nullable ImportStatus status) {
        if (status == null) {
            throw ImportRefused.unknown();
        }
        return status;
    }

    private ImportFolder place(UUID id) {
        return new ImportFolder(folder.resolve(id.toString()));
    }

    /** Ends what runs here after the row it is at: it can be run on elsewhere, and after the next start. */
    @Override
    public void destroy() throws InterruptedException {
        ending = true;
        for (var worker : running) {
            worker.join(LAST_ROW);
        }
    }
}
