package org.throughline.events.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.crypto.tink.Aead;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.throughline.events.PatientId;

/**
 * The key store on a PostgreSQL database of its own. Keys are wrapped by a master key that the database never sees;
 * unwrapped ones are held for a minute at most.
 */
public final class JdbcKeyStore implements KeyStore {
    private static final Duration HELD = Duration.ofMinutes(1);
    private static final int HELD_AT_MOST = 10_000;

    private final DataSource database;
    private final Aead master;
    private final SecureRandom random = new SecureRandom();
    private final Cache<UUID, DataKey> byKeyId;
    private final Cache<PatientId, DataKey> byPatient;

    /** A key store on the {@code keys} database. */
    public JdbcKeyStore(DataSource database, Aead master) {
        this(database, master, Ticker.systemTicker());
    }

    /**
     * The same, told how time passes.
     *
     * @param time must go on also while a clock is set back, or keys would be held for longer
     */
    JdbcKeyStore(DataSource database, Aead master, Ticker time) {
        this.database = database;
        this.master = master;
        this.byKeyId = held(time);
        this.byPatient = held(time);
    }

    private static <K> Cache<K, DataKey> held(Ticker time) {
        return Caffeine.newBuilder()
                .maximumSize(HELD_AT_MOST)
                .expireAfterWrite(HELD)
                .ticker(time)
                // forgets keys in time also when nobody asks any more
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    @Override
    public DataKey keyFor(PatientId patient) {
        return keyOf(patient, true);
    }

    @Override
    public DataKey keyOf(PatientId patient) {
        return keyOf(patient, false);
    }

    private DataKey keyOf(PatientId patient, boolean first) {
        var held = byPatient.getIfPresent(patient);
        if (held != null) {
            return held;
        }
        return ask(connection -> {
            var found = ofPatient(connection, patient);
            if (found == null && first) {
                insert(connection, patient);
                found = ofPatient(connection, patient);
            }
            if (found == null) {
                throw new KeyLost();
            }
            if (found.wrapped == null) {
                throw new KeyDestroyed();
            }
            var key = unwrap(found, found.wrapped);
            byPatient.put(patient, key);
            byKeyId.put(key.id(), key);
            return key;
        });
    }

    @Override
    public Optional<DataKey> key(UUID keyId) {
        var held = byKeyId.getIfPresent(keyId);
        if (held != null) {
            return Optional.of(held);
        }
        return ask(connection -> {
            try (var select = connection.prepareStatement("""
                select key_id, patient_id, wrapped from data_key where key_id = ?
                union all
                select key_id, null, null from lost_key where key_id = ?\
                """)) {
                select.setObject(1, keyId);
                select.setObject(2, keyId);
                var found = one(select);
                if (found == null) {
                    throw new KeyLost();
                }
                if (found.wrapped == null) {
                    return Optional.empty();
                }
                var key = unwrap(found, found.wrapped);
                byKeyId.put(keyId, key);
                return Optional.of(key);
            }
        });
    }

    @Override
    public void lookUp(Collection<UUID> keyIds) {
        var unknown = keyIds.stream()
                .filter(keyId -> byKeyId.getIfPresent(keyId) == null)
                .limit(HELD_AT_MOST)
                .toArray();
        if (unknown.length == 0) {
            return;
        }
        ask(connection -> {
            try (var select = connection.prepareStatement("""
                select key_id, patient_id, wrapped from data_key where key_id = any (?) and wrapped is not null\
                """)) {
                select.setArray(1, connection.createArrayOf("uuid", unknown));
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        hold(row(rows), rows.getBytes(3));
                    }
                }
            }
            return unknown.length;
        });
    }

    private void hold(Row found, byte[] wrapped) {
        try {
            byKeyId.put(found.id, unwrap(found, wrapped));
        } catch (GeneralSecurityException wrong) {
            // told when it is asked for
        }
    }

    @Override
    public Optional<UUID> keyIdOf(PatientId patient) {
        return ask(connection ->
                Optional.ofNullable(ofPatient(connection, patient)).map(Row::id));
    }

    @Override
    public String life() {
        return ask(connection -> {
            try (var select = connection.prepareStatement("select extract(epoch from pg_postmaster_start_time())");
                    var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @Override
    public int destroy(Collection<Doomed> keys) {
        // the tombstones first: from then on nobody can make one of these patients a new key
        var readable = ask(connection -> {
            try (var tombstone = connection.prepareStatement("""
                insert into data_key (key_id, patient_id, destroyed_at) values (?, ?, now())
                on conflict do nothing\
                """);
                    var destroy = connection.prepareStatement("""
                        update data_key set wrapped = null, destroyed_at = now()
                        where wrapped is not null and (key_id = ? or patient_id = ?)\
                        """);
                    var lost = connection.prepareStatement("""
                        insert into lost_key (key_id)
                        select ? where not exists (select 1 from data_key where key_id = ?)
                        on conflict do nothing\
                        """)) {
                for (var key : keys) {
                    add(tombstone, key.keyId(), key.patient().value());
                    add(destroy, key.keyId(), key.patient().value());
                    add(lost, key.keyId(), key.keyId());
                }
                tombstone.executeBatch();
                var destroyed = destroy.executeBatch();
                lost.executeBatch();
                return Arrays.stream(destroyed).sum();
            }
        });
        // by patient, too, because a patient may have got another key after the doomed one was lost
        for (var key : keys) {
            byKeyId.invalidate(key.keyId());
            var other = byPatient.getIfPresent(key.patient());
            if (other != null) {
                byKeyId.invalidate(other.id());
            }
            byPatient.invalidate(key.patient());
        }
        return readable;
    }

    private static void add(PreparedStatement statement, UUID first, UUID second) throws SQLException {
        statement.setObject(1, first);
        statement.setObject(2, second);
        statement.addBatch();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(UUID id, @Nullable UUID patient, byte @Nullable [] wrapped) {
        /** Binds the wrapped key to its row, so that keys cannot be exchanged between patients. */
        byte[] place() {
            if (patient == null) {
                throw new IllegalStateException("a lost key has no place");
            }
            return placeOf(id, patient);
        }
    }

    private static byte[] placeOf(UUID id, UUID patient) {
        return ByteBuffer.allocate(32)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(patient.getMostSignificantBits())
                .putLong(patient.getLeastSignificantBits())
                .array();
    }

    private static @Nullable Row ofPatient(Connection connection, PatientId patient) throws SQLException {
        try (var select =
                connection.prepareStatement("select key_id, patient_id, wrapped from data_key where patient_id = ?")) {
            select.setObject(1, patient.value());
            return one(select);
        }
    }

    private static @Nullable Row one(PreparedStatement select) throws SQLException {
        try (var row = select.executeQuery()) {
            return row.next() ? row(row) : null;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getBytes(3));
    }

    private void insert(Connection connection, PatientId patient) throws SQLException, GeneralSecurityException {
        var id = UUID.randomUUID();
        var secret = new byte[32];
        random.nextBytes(secret);
        try (var insert = connection.prepareStatement("""
            insert into data_key (key_id, patient_id, wrapped) values (?, ?, ?)
            on conflict (patient_id) do nothing\
            """)) {
            insert.setObject(1, id);
            insert.setObject(2, patient.value());
            insert.setBytes(3, master.encrypt(secret, placeOf(id, patient.value())));
            insert.executeUpdate();
        }
    }

    private DataKey unwrap(Row row, byte[] wrapped) throws GeneralSecurityException {
        return new DataKey(row.id, master.decrypt(wrapped, row.place()));
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException, GeneralSecurityException;
    }

    private <T> T ask(Question<T> question) {
        try (var connection = database.getConnection()) {
            // a key is kept before anything is sealed with it, whatever becomes of the caller's transaction
            connection.setAutoCommit(true);
            return question.ask(connection);
        } catch (SQLException | GeneralSecurityException unanswered) {
            throw new KeyStoreUnavailable(unanswered);
        }
    }
}
