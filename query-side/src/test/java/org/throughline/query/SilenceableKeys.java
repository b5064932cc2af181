package org.throughline.query;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.throughline.events.PatientId;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.privacy.KeyStoreUnavailable;

/** The key store as nodes see it: it can be silent while others still reach it. */
final class SilenceableKeys implements KeyStore {
    private final KeyStore keys;
    private volatile boolean answers = true;

    SilenceableKeys(KeyStore keys) {
        this.keys = keys;
    }

    void answers(boolean answers) {
        this.answers = answers;
    }

    private KeyStore ask() {
        if (!answers) {
            throw new KeyStoreUnavailable(new SQLException("silent"));
        }
        return keys;
    }

    @Override
    public DataKey keyFor(PatientId patient) {
        return ask().keyFor(patient);
    }

    @Override
    public DataKey keyOf(PatientId patient) {
        return ask().keyOf(patient);
    }

    @Override
    public String life() {
        return ask().life();
    }

    @Override
    public Optional<DataKey> key(UUID keyId) {
        return ask().key(keyId);
    }

    @Override
    public void lookUp(Collection<UUID> keyIds) {
        ask().lookUp(keyIds);
    }

    @Override
    public Optional<UUID> keyIdOf(PatientId patient) {
        return ask().keyIdOf(patient);
    }

    @Override
    public int destroy(Collection<Doomed> doomed) {
        return ask().destroy(doomed);
    }
}
