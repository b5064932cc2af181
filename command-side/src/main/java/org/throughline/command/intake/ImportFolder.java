package org.throughline.command.intake;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.ImportStatus.State;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of one import: all that is known of it, for every node that has the folder. Who changes it holds it; anybody
 * may read how it stands and leave a mark that it is to stop. Each file appears as a whole or not at all.
 *
 * @param place where it is, by the same path in all of this process
 */
record ImportFolder(Path place) {
    private static final String STATUS = "status.json";
    private static final String STATUS_DRAFT = "status.json.new";
    private static final String MAPPING = "mapping.json";
    private static final String FILE = "file";
    private static final String DRAFT = "file.new";
    private static final String PROGRESS = "progress";
    private static final String PROGRESS_DRAFT = "progress.new";
    private static final String STOP = "stop";
    private static final String LOCK = "lock";
    private static final String GONE = "gone";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Makes one that nobody else can read. It is there for others once its status is kept. */
    static ImportFolder create(Path all, UUID id, byte[] mapping) throws IOException {
        Files.createDirectories(all);
        var posix = all.getFileSystem().supportedFileAttributeViews().contains("posix");
        var onlyOurs = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        var created = new ImportFolder(Files.createDirectory(all.resolve(id.toString()), onlyOurs));
        Files.write(created.place.resolve(MAPPING), mapping);
        return created;
    }

    /** All imports in a folder, also those that were deleted by halves. */
    static List<ImportFolder> all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(ImportFolder::new).filter(ImportFolder::named).toList();
        }
    }

    private boolean named() {
        var name = String.valueOf(place.getFileName());
        try {
            return UUID.fromString(name).toString().equals(name);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    /** Whether it is sure that there is no such import. */
    boolean gone() {
        return Files.notExists(place.resolve(STATUS));
    }

    /**
     * How it stands; null if there is no such import.
     *
     * @throws IOException if that cannot be read
     */
    @Nullable
    ImportStatus status() throws IOException {
        var status = kept();
        // it may have ended between reading that it runs and finding nobody at it
        for (int looks = 1; status != null && status.state() == State.RUNNING && !held(); looks++) {
            if (looks == 2) {
                return settled();
            }
            status = kept();
        }
        if (status == null || status.state() != State.RUNNING) {
            return status;
        }
        return status.at(progress()).in(toStop() ? State.CANCELLED : State.RUNNING);
    }

    /**
     * How it stands for who holds it, or knows that nobody does: it does not run. Null if there is no such import.
     *
     * @throws IOException if that cannot be read
     */
    @Nullable
    ImportStatus settled() throws IOException {
        var status = kept();
        if (status == null || status.state() != State.RUNNING) {
            return status;
        }
        return status.at(progress()).in(toStop() ? State.CANCELLED : State.INTERRUPTED);
    }

    private @Nullable ImportStatus kept() throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(place.resolve(STATUS)), ImportStatus.class);
        } catch (NoSuchFileException gone) {
            return null;
        } catch (JacksonException e) {
            // without its message, which could repeat what a file says
            throw new IOException(
                    "The status in " + place + " is not one: " + e.getClass().getSimpleName());
        }
    }

    /** Whether somebody is at it: takes its file, runs it, or changes it in this moment. */
    boolean held() throws IOException {
        return Hold.taken(place.resolve(LOCK));
    }

    /**
     * Takes hold of it; null if somebody else has it, or looks at it in this moment. One that there is no more is null too,
     * and what is left of it is deleted.
     */
    @Nullable
    Hold take() throws IOException {
        Hold hold;
        try {
            hold = Hold.take(place.resolve(LOCK));
        } catch (NoSuchFileException gone) {
            return null;
        }
        if (hold != null && gone()) {
            deleteRest(hold);
            return null;
        }
        return hold;
    }

    /** Keeps how it stands, also over a loss of power. */
    ImportStatus keep(ImportStatus status) throws IOException {
        var draft = place.resolve(STATUS_DRAFT);
        try (var out = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING)) {
            var json = ByteBuffer.wrap(JSON.writeValueAsBytes(status));
            while (json.hasRemaining()) {
                out.write(json);
            }
            out.force(true);
        }
        Files.move(draft, place.resolve(STATUS), ATOMIC_MOVE, REPLACE_EXISTING);
        return status;
    }

    Mapping mapping() throws IOException {
        try (var in = Files.newInputStream(place.resolve(MAPPING))) {
            return Intake.mapping(in);
        }
    }

    /** The file that can be run. */
    Path file() {
        return place.resolve(FILE);
    }

    /** Where a file goes while it is sent and tried. */
    Path draft() {
        return place.resolve(DRAFT);
    }

    /** Whether a file is being sent or tried, or was when its node was killed. */
    boolean drafted() {
        return Files.exists(draft());
    }

    /** The draft is the file now. */
    void accept() throws IOException {
        Files.move(draft(), file(), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /** Deletes what was sent and will not be run: all of it, or the draft only. */
    void tidy(ImportStatus status) throws IOException {
        Files.deleteIfExists(draft());
        if (!status.hasUseOfItsFile()) {
            Files.deleteIfExists(file());
        }
    }

    /** Whether a killed node left something that {@link #tidy} deletes. */
    boolean untidy(ImportStatus status) {
        return drafted() || (!status.hasUseOfItsFile() && Files.exists(file()));
    }

    /** Begins at the first row, and forgets that an earlier run was to stop. */
    void beginRun() throws IOException {
        Files.deleteIfExists(place.resolve(STOP));
        Files.deleteIfExists(place.resolve(PROGRESS));
    }

    /** Tells how many rows are done. */
    void progress(long rows) throws IOException {
        var draft = place.resolve(PROGRESS_DRAFT);
        Files.writeString(draft, Long.toString(rows), StandardCharsets.US_ASCII);
        Files.move(draft, place.resolve(PROGRESS), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private long progress() throws IOException {
        try {
            return Long.parseLong(Files.readString(place.resolve(PROGRESS), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException none) {
            return 0;
        } catch (NumberFormatException lost) {
            // a loss of power may leave it empty
            return 0;
        }
    }

    /** Asks who runs it to stop after the row that is being recorded. */
    void stop() throws IOException {
        try {
            Files.createFile(place.resolve(STOP));
        } catch (FileAlreadyExistsException asked) {
            // once is enough
        } catch (NoSuchFileException gone) {
            // nothing runs any more
        }
    }

    /** Whether somebody asked that it stops. */
    boolean toStop() {
        return Files.exists(place.resolve(STOP));
    }

    /** Deletes it, and lets go of it. From the first moment on there is no such import. */
    void delete(Hold hold) throws IOException {
        Files.move(place.resolve(STATUS), place.resolve(GONE), ATOMIC_MOVE, REPLACE_EXISTING);
        deleteRest(hold);
    }

    /** Whether who deleted it was killed before the end. */
    boolean halfDeleted() {
        return Files.exists(place.resolve(GONE));
    }

    /** Deletes what is left of one that there is no more. */
    private void deleteRest(Hold hold) throws IOException {
        for (var name : List.of(FILE, DRAFT, MAPPING, PROGRESS, PROGRESS_DRAFT, STOP, STATUS_DRAFT)) {
            Files.deleteIfExists(place.resolve(name));
        }
        hold.close();
        Files.deleteIfExists(place.resolve(LOCK));
        Files.deleteIfExists(place.resolve(GONE));
        try {
            Files.deleteIfExists(place);
        } catch (DirectoryNotEmptyException late) {
            // somebody was about to take hold of it, finds it gone, and deletes the rest
        }
    }
}
