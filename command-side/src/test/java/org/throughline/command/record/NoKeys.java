package org.throughline.command.record;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.throughline.events.PatientId;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.KeyStore;

/** A key store that must not be asked. */
final class NoKeys implements KeyStore {
    @Override
    public DataKey keyFor(PatientId patient) {
        throw new AssertionError("no key is needed");
    }

    @Override
    public DataKey keyOf(PatientId patient) {
        throw new AssertionError("no key is needed");
    }

    @Override
    public String life() {
        throw new AssertionError("no key is needed");
    }

    @Override
    public Optional<DataKey> key(UUID keyId) {
        throw new AssertionError("no key is needed");
    }

    @Override
    public Optional<UUID> keyIdOf(PatientId patient) {
        throw new AssertionError("no key is needed");
    }

    @Override
    public int destroy(Collection<Doomed> keys) {
        throw new AssertionError("no key is needed");
    }
}
