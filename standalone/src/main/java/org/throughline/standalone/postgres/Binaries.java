package org.throughline.standalone.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path into the data folder once. They lie there and not in a temporary
 * folder that others can write to, where someone could have put programs of their own.
 */
record Binaries(DataFolder folder, Path home) {

    static final String PREFIX = "postgresql-";
    private static final int ID_BYTES = 8;
    private static final int OWNER_EXECUTES = 0100;

    static Binaries unpackedIn(DataFolder folder) {
        byte[] archive = archive();
        var home = folder.resolve(PREFIX + id(archive));
        try {
            if (!Files.isDirectory(home)) {
                var draft = folder.resolve("unpacking");
                PrivateFiles.deleteTree(draft);
                unpack(archive, draft);
                Files.move(draft, home, ATOMIC_MOVE);
            }
            return new Binaries(folder, home);
        } catch (IOException e) {
            throw new StartProblem(
                    "PostgreSQL's programs cannot be unpacked into " + folder.path() + ".",
                    "Make sure that there is room, and that programs may be run there, or choose another folder with"
                            + " --data=.",
                    e);
        }
    }

    /** The file of one of the programs. */
    Path program(String name) {
        return home.resolve("bin").resolve(onWindows() ? name + ".exe" : name);
    }

    /** Removes the programs of earlier versions. */
    void removeOthers() {
        try (var entries = Files.list(folder.path())) {
            for (Path entry : entries.toList()) {
                if (String.valueOf(entry.getFileName()).startsWith(PREFIX) && !entry.equals(home)) {
                    PrivateFiles.deleteTree(entry);
                }
            }
        } catch (IOException e) {
            // they only take up room
            System.getLogger(Binaries.class.getName())
                    .log(System.Logger.Level.WARNING, "Old programs of PostgreSQL could not be removed", e);
        }
    }

    private static byte[] archive() {
        var system = system();
        var architecture = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        try (var stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
            return stream.readAllBytes();
        } catch (IOException | IllegalStateException e) {
            throw new StartProblem(
                    "This Throughline has no PostgreSQL for " + system + " on " + architecture + ".",
                    "Run it with docker compose, or on another machine.",
                    e);
        }
    }

    private static String system() {
        var name = System.getProperty("os.name", "");
        if (onWindows()) {
            return "Windows";
        }
        return name.startsWith("Mac") ? "Darwin" : name;
    }

    private static boolean onWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private static String id(byte[] archive) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        Files.createDirectories(target);
        PrivateFiles.closeFolder(target);
        try (var entries = new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("An entry leads out of the archive: " + entry.getName());
                }
                unpack(entries, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream entries, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        var parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(entries, path);
        if ((entry.getMode() & OWNER_EXECUTES) != 0 && !path.toFile().setExecutable(true)) {
            throw new IOException("Programs may not be run in " + path);
        }
    }
}
