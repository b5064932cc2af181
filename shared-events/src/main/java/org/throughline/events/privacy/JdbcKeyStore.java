package org.throughline.events.privacy;

import com.google.crypto.tink.Aead;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

    private record Held(DataKey key, long until) {}

    private final DataSource database;
    private final Aead master;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentHashMap<UUID, Held> byKeyId = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<PatientId, Held> byPatient = new ConcurrentHashMap<>();

    /** A key store on the {@code keys} database. */
    public JdbcKeyStore(DataSource database, Aead master, InstantSource clock) {
        this.database = database;
        this.master = master;
        this.clock = clock;
    }

    @Override
    public DataKey keyFor(PatientId patient) {
        var held = held(byPatient, patient);
        if (held != null) {
            return held;
        }
        return ask(connection -> {
            var found = ofPatient(connection, patient);
            if (found == null) {
                insert(connection, patient);
                found = ofPatient(connection, patient);
            }
            if (found == null || found.wrapped == null) {
                throw new KeyDestroyed();
            }
            var key = unwrap(found.id, found.wrapped);
            hold(byPatient, patient, key);
            hold(byKeyId, key.id(), key);
            return key;
        });
    }

    @Override
    public Optional<DataKey> key(UUID keyId) {
        var held = held(byKeyId, keyId);
        if (held != null) {
            return Optional.of(held);
        }
        return ask(connection -> {
            try (var select = connection.prepareStatement("select key_id, wrapped from data_key where key_id = ?")) {
                select.setObject(1, keyId);
                var found = one(select);
                if (found == null) {
                    throw new KeyStoreUnavailable(new SQLException("the key is neither kept nor destroyed"));
                }
                if (found.wrapped == null) {
                    return Optional.empty();
                }
                var key = unwrap(found.id, found.wrapped);
                hold(byKeyId, keyId, key);
                return Optional.of(key);
            }
        });
    }

    @Override
    public Optional<UUID> keyIdOf(PatientId patient) {
        return ask(connection ->
                Optional.ofNullable(ofPatient(connection, patient)).map(Row::id));
    }

    @Override
    public int destroy(Collection<Doomed> keys) {
        var destroyed = ask(connection -> {
            try (var update = connection.prepareStatement("""
                            update data_key set wrapped = null, destroyed_at = now()
                            where wrapped is not null and key_id = ?""");
                    var tombstone = connection.prepareStatement("""
                            insert into data_key (key_id, patient_id, destroyed_at) values (?, ?, now())
                            on conflict do nothing""")) {
                var readable = 0;
                for (var key : keys) {
                    update.setObject(1, key.keyId());
                    readable += update.executeUpdate();
                    tombstone.setObject(1, key.keyId());
                    tombstone.setObject(2, key.patient().value());
                    tombstone.executeUpdate();
                }
                return readable;
            }
        });
        for (var key : keys) {
            byKeyId.remove(key.keyId());
            byPatient.remove(key.patient());
        }
        return destroyed;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(UUID id, byte @Nullable [] wrapped) {}

    private static @Nullable Row ofPatient(Connection connection, PatientId patient) throws SQLException {
        try (var select = connection.prepareStatement("select key_id, wrapped from data_key where patient_id = ?")) {
            select.setObject(1, patient.value());
            return one(select);
        }
    }

    private static @Nullable Row one(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? new Row(row.getObject(1, UUID.class), row.getBytes(2)) : null;
        }
    }

    private void insert(Connection connection, PatientId patient) throws SQLException, GeneralSecurityException {
        var id = UUID.randomUUID();
        var secret = new byte[32];
        random.nextBytes(secret);
        try (var insert = connection.prepareStatement("""
                insert into data_key (key_id, patient_id, wrapped) values (?, ?, ?)
                on conflict (patient_id) do nothing""")) {
            insert.setObject(1, id);
            insert.setObject(2, patient.value());
            insert.setBytes(3, master.encrypt(secret, bytes(id)));
            insert.executeUpdate();
        }
    }

    private DataKey unwrap(UUID id, byte[] wrapped) throws GeneralSecurityException {
        return new DataKey(id, master.decrypt(wrapped, bytes(id)));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private <K> @Nullable DataKey held(ConcurrentHashMap<K, Held> keys, K of) {
        var held = keys.get(of);
        if (held == null) {
            return null;
        }
        if (held.until < clock.millis()) {
            keys.remove(of, held);
            return null;
        }
        return held.key;
    }

    private <K> void hold(ConcurrentHashMap<K, Held> keys, K of, DataKey key) {
        var now = clock.millis();
        if (keys.size() >= HELD_AT_MOST) {
            keys.values().removeIf(held -> held.until < now);
        }
        if (keys.size() < HELD_AT_MOST) {
            keys.put(of, new Held(key, now + HELD.toMillis()));
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException, GeneralSecurityException;
    }

    private <T> T ask(Question<T> question) {
        try (var connection = database.getConnection()) {
            return question.ask(connection);
        } catch (SQLException | GeneralSecurityException unanswered) {
            throw new KeyStoreUnavailable(unanswered);
        }
    }
}
