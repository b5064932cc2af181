package org.throughline.benchmarks.loops;

import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.throughline.events.PatientId;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.KeyStore;

/** The key of one patient, at hand as one that was asked for a moment ago. */
final class OneKey implements KeyStore {
    private static final int BYTES = 32;

    private final PatientId patient;
    private final DataKey key;

    OneKey(PatientId patient) {
        this.patient = patient;
        try {
            this.key = new DataKey(patient.value(), new byte[BYTES]);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES", impossible);
        }
    }

    @Override
    public DataKey keyFor(PatientId asked) {
        return keyOf(asked);
    }

    @Override
    public DataKey keyOf(PatientId asked) {
        if (!asked.equals(patient)) {
            throw new IllegalArgumentException("no key of " + asked);
        }
        return key;
    }

    @Override
    public Optional<DataKey> key(UUID keyId) {
        return Optional.of(key);
    }

    @Override
    public Optional<UUID> keyIdOf(PatientId asked) {
        return Optional.of(key.id());
    }

    @Override
    public String life() {
        return "one";
    }

    @Override
    public int destroy(Collection<Doomed> keys) {
        throw new UnsupportedOperationException("it is only for sealing and opening");
    }
}
