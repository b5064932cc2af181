package org.throughline.standalone.apart;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * The files of a server, copied while it works, and the log that it has kept apart since: what every online backup of
 * PostgreSQL is made of.
 */
final class OnlineBackup {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts");
    private static final Set<String> EMPTY = Set.of("pg_wal", "pg_notify", "pg_dynshmem", "pg_stat_tmp", "pg_subtrans");

    private final Path files;
    private final Path archive;

    private OnlineBackup(Path files, Path archive) {
        this.files = files;
        this.archive = archive;
    }

    /** Has a server keep its log apart, once it is started again. */
    static void archive(Path folder) throws IOException {
        var archive = Files.createDirectories(folder.resolveSibling("archive-of-" + folder.getFileName()));
        Files.writeString(folder.resolve("pgdata/postgresql.conf"), """

            archive_mode = on
            archive_command = 'test ! -f "%1$s/%%f" && cp "%%p" "%1$s/%%f"'
            """.formatted(archive), APPEND);
    }

    /** Copies the files of a server that works. */
    static OnlineBackup of(Path folder, String url) throws IOException, SQLException {
        var files = Files.createDirectory(folder.resolveSibling("backup-of-" + folder.getFileName()));
        try (var connection = superuser(folder, url)) {
            ask(connection, "select pg_backup_start('test', true)");
            copy(folder.resolve("pgdata"), files);
            Files.writeString(files.resolve("backup_label"), ask(connection, "select labelfile from pg_backup_stop()"));
        }
        return new OnlineBackup(files, folder.resolveSibling("archive-of-" + folder.getFileName()));
    }

    private static void copy(Path pgdata, Path to) throws IOException {
        Files.walkFileTree(pgdata, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes ignored) throws IOException {
                var copy = to.resolve(pgdata.relativize(folder));
                Files.createDirectories(copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
                return pgdata.equals(folder.getParent())
                                && EMPTY.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) throws IOException {
                if (!NOT_COPIED.contains(file.getFileName().toString())) {
                    try {
                        Files.copy(file, to.resolve(pgdata.relativize(file)));
                    } catch (NoSuchFileException gone) {
                        // the log tells what became of it
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /** Names this moment in the log. */
    static void name(String moment, Path folder, String url) throws SQLException {
        try (var connection = superuser(folder, url)) {
            ask(connection, "select pg_create_restore_point('" + moment + "')");
        }
    }

    /** Has the log so far kept apart, where backups find it. */
    static void keep(Path folder, String url) throws SQLException {
        try (var connection = superuser(folder, url)) {
            var last = ask(connection, "select pg_walfile_name(pg_switch_wal())");
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(folder.resolveSibling("archive-of-" + folder.getFileName())
                            .resolve(last)));
        }
    }

    /**
     * Puts it in the place of a stopped server's files, which stay beside it, and repeats the log on it.
     *
     * @param target a setting of PostgreSQL that says how far to go
     * @param url the address that it will have
     */
    void restore(Path folder, String target, String url) throws IOException {
        var pgdata = folder.resolve("pgdata");
        Files.move(pgdata, folder.resolve("pgdata.before"));
        Files.move(files, pgdata);
        Files.createFile(pgdata.resolve("recovery.signal"));
        Files.writeString(pgdata.resolve("postgresql.conf"), """

            restore_command = 'cp "%s/%%f" "%%p"'
            recovery_target_action = promote
            %s
            """.formatted(archive, target), APPEND);
        pgCtl(folder, "start");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (var connection = superuser(folder, url)) {
                return ask(connection, "select pg_is_in_recovery()").equals("f");
            }
        });
        pgCtl(folder, "stop");
    }

    private static void pgCtl(Path folder, String what) throws IOException {
        try (var found = Files.walk(folder)) {
            var program = found.filter(file -> file.endsWith("bin/pg_ctl"))
                    .findFirst()
                    .orElseThrow();
            var command = new ArrayList<String>();
            if (LinuxUtils.isUnshareAvailable()) {
                command.addAll(List.of("unshare", "-U"));
            }
            command.addAll(List.of(program.toString(), what, "--wait", "--pgdata=" + folder.resolve("pgdata")));
            command.add("--log=" + folder.resolve("restore.log"));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("pg_ctl.log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new AssertionError(Files.readString(folder.resolve("restore.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Connection superuser(Path folder, String url) throws SQLException {
        var secrets = new Properties();
        try (var file = new FileInputStream(folder.resolve("secrets.properties").toFile())) {
            secrets.load(file);
        } catch (IOException e) {
            throw new SQLException(e);
        }
        return DriverManager.getConnection(url, "postgres", secrets.getProperty("postgres"));
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
