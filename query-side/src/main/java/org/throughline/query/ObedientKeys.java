package org.throughline.query;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.throughline.events.PatientId;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.privacy.KeyStoreUnavailable;
import org.throughline.query.feed.Erasures;

/**
 * A key store that hands out no key whose destruction the record orders, even if it still holds it or holds it again. A
 * record that does not answer leaves it open whether a key may be used: that, too, is to be tried again.
 */
record ObedientKeys(KeyStore keys, Erasures erasures) implements KeyStore {
    @Override
    public Optional<DataKey> key(UUID keyId) {
        try {
            if (erasures.ofKey(keyId)) {
                return Optional.empty();
            }
        } catch (DataAccessException silent) {
            throw new KeyStoreUnavailable(silent);
        }
        return keys.key(keyId);
    }

    @Override
    public void lookUp(Collection<UUID> keyIds) {
        // whether they may be used is asked of each
        keys.lookUp(keyIds);
    }

    @Override
    public DataKey keyFor(PatientId patient) {
        throw new UnsupportedOperationException("the query side seals nothing");
    }

    @Override
    public DataKey keyOf(PatientId patient) {
        throw new UnsupportedOperationException("the query side seals nothing");
    }

    @Override
    public String life() {
        return keys.life();
    }

    @Override
    public Optional<UUID> keyIdOf(PatientId patient) {
        return keys.keyIdOf(patient);
    }

    @Override
    public int destroy(Collection<Doomed> doomed) {
        throw new UnsupportedOperationException("the query side destroys nothing");
    }
}
