package org.throughline.command;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyTemplates;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.GeneralSecurityException;
import javax.sql.DataSource;
import org.throughline.command.patient.KeyDestruction;
import org.throughline.command.record.JdbcRecordLog;
import org.throughline.command.record.RecordLog;
import org.throughline.command.record.Records;
import org.throughline.command.record.Streams;
import org.throughline.command.submission.AxonCommandDesk;
import org.throughline.command.submission.CommandDesk;
import org.throughline.events.HistoryEvent;
import org.throughline.events.privacy.JdbcKeyStore;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.TestDatabases;

/** Command-side without its doors, on databases of its own: the desk, the record and the key store. */
public final class TestSide implements AutoCloseable {
    private static final Aead MASTER = master();

    private final TestDatabase record = Records.fresh();
    private final TestDatabase keysDatabase = TestDatabases.fresh(
            "keys", "command-side keys", template -> Databases.migrateKeys(template.as(Role.OWNER)));
    private final HikariDataSource recordPool = pool(record);
    private final HikariDataSource keysPool = pool(keysDatabase);
    private final EventCodec<HistoryEvent> codec = EventCodec.ofHistory();
    private final RecordLog log = new JdbcRecordLog(recordPool);
    private final KeyStore keys = newKeyStore();
    private final KeyDestruction destruction = new KeyDestruction(log, codec, keys);
    private final Streams streams = new Streams(log, codec);
    private final CommandDesk desk = deskOn(log);

    private static Aead master() {
        try {
            AeadConfig.register();
            return KeysetHandle.generateNew(KeyTemplates.get("AES256_GCM"))
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static HikariDataSource pool(TestDatabase database) {
        var config = new HikariConfig();
        config.setDataSource(database.as(Role.COMMAND));
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    public CommandDesk desk() {
        return desk;
    }

    /** A second desk, as another node has one, or one that sees the record through something else. */
    public CommandDesk deskOn(RecordLog log) {
        return AxonCommandDesk.on(log, codec, keys, CommandSide.wirings(new Streams(log, codec), destruction));
    }

    public RecordLog log() {
        return log;
    }

    public Streams streams() {
        return streams;
    }

    public EventCodec<HistoryEvent> codec() {
        return codec;
    }

    public KeyStore keys() {
        return keys;
    }

    /** A key store that remembers nothing yet. */
    public KeyStore newKeyStore() {
        return new JdbcKeyStore(keysPool, MASTER);
    }

    public KeyDestruction destruction() {
        return destruction;
    }

    public DataSource recordAs(Role role) {
        return record.as(role);
    }

    public DataSource keysAs(Role role) {
        return keysDatabase.as(role);
    }

    @Override
    public void close() {
        recordPool.close();
        keysPool.close();
        record.close();
        keysDatabase.close();
    }
}
