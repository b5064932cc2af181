package org.throughline.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.throughline.events.PatientId;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.KeyDestroyed;
import org.throughline.events.privacy.KeyLost;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.privacy.KeyStoreUnavailable;

/** A key store in memory whose keys are the same in every run: what is sealed once can be opened by later tests. */
public final class MemoryKeyStore implements KeyStore {
    private final Map<UUID, PatientId> made = new HashMap<>();
    private final Map<PatientId, UUID> destroyed = new HashMap<>();
    private boolean down;

    /** Whether it answers. */
    public void setDown(boolean down) {
        this.down = down;
    }

    /** The id of the key that a patient has or would get. */
    public static UUID keyIdFor(PatientId patient) {
        return UUID.nameUUIDFromBytes(("key of " + patient).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public DataKey keyFor(PatientId patient) {
        answer();
        if (destroyed.containsKey(patient)) {
            throw new KeyDestroyed();
        }
        var id = keyIdFor(patient);
        made.put(id, patient);
        return make(id);
    }

    /** Histories of tests may begin without a registration. */
    @Override
    public DataKey keyOf(PatientId patient) {
        return keyFor(patient);
    }

    /** Forgets a patient's key, as a restore from an older backup does. */
    public void lose(PatientId patient) {
        made.remove(keyIdFor(patient));
    }

    @Override
    public String life() {
        answer();
        return "one";
    }

    @Override
    public Optional<DataKey> key(UUID keyId) {
        answer();
        if (destroyed.containsValue(keyId)) {
            return Optional.empty();
        }
        if (!made.containsKey(keyId)) {
            throw new KeyLost();
        }
        return Optional.of(make(keyId));
    }

    @Override
    public Optional<UUID> keyIdOf(PatientId patient) {
        answer();
        return Optional.of(keyIdFor(patient)).filter(id -> made.containsKey(id) || destroyed.containsValue(id));
    }

    @Override
    public int destroy(Collection<Doomed> keys) {
        answer();
        var readable = 0;
        for (var key : keys) {
            destroyed.put(key.patient(), key.keyId());
            if (made.remove(key.keyId()) != null) {
                readable++;
            }
        }
        return readable;
    }

    private void answer() {
        if (down) {
            throw new KeyStoreUnavailable(new IllegalStateException("down, as the test wants it"));
        }
    }

    private static DataKey make(UUID id) {
        try {
            var secret =
                    MessageDigest.getInstance("SHA-256").digest(id.toString().getBytes(StandardCharsets.UTF_8));
            return new DataKey(id, secret);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
