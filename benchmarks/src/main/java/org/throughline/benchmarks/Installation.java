package org.throughline.benchmarks;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;
import org.throughline.command.CommandSide;
import org.throughline.command.Databases;
import org.throughline.command.patient.KeyDestruction;
import org.throughline.command.record.JdbcRecordLog;
import org.throughline.command.record.Streams;
import org.throughline.command.submission.AxonCommandDesk;
import org.throughline.command.submission.CommandDesk;
import org.throughline.events.HistoryEvent;
import org.throughline.events.privacy.JdbcKeyStore;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.standalone.postgres.EmbeddedServer;
import org.throughline.standalone.postgres.Login;

/** A durable PostgreSQL of its own with all tables, and the command path on it as a command side has it. */
final class Installation implements AutoCloseable {
    private final Path folder;
    private final EmbeddedServer server;
    private final HikariDataSource recordPool;
    private final HikariDataSource keysPool;
    private final EventCodec<HistoryEvent> codec = EventCodec.ofHistory();
    private final KeyStore keys;
    private final JdbcRecordLog log;
    private final CommandDesk desk;

    Installation() throws IOException, GeneralSecurityException {
        folder = Files.createTempDirectory("throughline-benchmarks");
        server = EmbeddedServer.start(folder.resolve("data"), EmbeddedServer.ANY_PORT, Progress::say);
        Databases.migrateRecord(asOwner(server.recordUrl()));
        Databases.migrateKeys(asOwner(server.keysUrl()));
        Flyway.configure()
                .dataSource(asOwner(server.viewsUrl()))
                .locations("classpath:db/views")
                .load()
                .migrate();
        recordPool = pool(server.recordUrl(), server.command(), CommandSide.PLANNED_ONCE);
        keysPool = pool(server.keysUrl(), server.command(), "");
        AeadConfig.register();
        keys = new JdbcKeyStore(
                keysPool,
                TinkJsonProtoKeysetFormat.parseKeyset(server.masterKeyset(), InsecureSecretKeyAccess.get())
                        .getPrimitive(RegistryConfiguration.get(), Aead.class));
        log = new JdbcRecordLog(recordPool);
        desk = AxonCommandDesk.on(
                log, codec, keys, CommandSide.wirings(new Streams(log, codec), new KeyDestruction(log, codec, keys)));
    }

    private DriverManagerDataSource asOwner(String url) {
        return new DriverManagerDataSource(
                url, server.owner().user(), server.owner().password());
    }

    /** As many connections to the record as our commands have, as the owner of its tables. */
    HikariDataSource ownersPool() {
        return pool(server.recordUrl(), server.owner(), "");
    }

    private static HikariDataSource pool(String url, Login login, String options) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(10);
        config.addDataSourceProperty("options", options);
        return new HikariDataSource(config);
    }

    /** Ends what runs on its folder, so that another process can have it. */
    void leave() {
        recordPool.close();
        keysPool.close();
        server.close();
    }

    EmbeddedServer server() {
        return server;
    }

    CommandDesk desk() {
        return desk;
    }

    JdbcRecordLog log() {
        return log;
    }

    EventCodec<HistoryEvent> codec() {
        return codec;
    }

    KeyStore keys() {
        return keys;
    }

    /** The record, as the owner of its tables. */
    Connection recordAsOwner() throws SQLException {
        return asOwner(server.recordUrl()).getConnection();
    }

    /** The record, as a command side. */
    Connection recordAsCommandSide() throws SQLException {
        return DriverManager.getConnection(
                server.recordUrl(), server.command().user(), server.command().password());
    }

    /** The views, as a query side. */
    Connection viewsAsQuerySide() throws SQLException {
        return DriverManager.getConnection(
                server.viewsUrl(), server.query().user(), server.query().password());
    }

    @Override
    public void close() throws IOException {
        leave();
        FileSystemUtils.deleteRecursively(folder);
    }
}
