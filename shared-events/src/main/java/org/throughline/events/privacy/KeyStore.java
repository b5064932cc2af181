package org.throughline.events.privacy;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.throughline.events.PatientId;

/** Keeps one data key a patient, apart from the record. */
public interface KeyStore {
    /**
     * The key to seal a patient's personal data with for the first time, made if there is none yet.
     *
     * @throws KeyDestroyed if the patient's key is destroyed; it is never made anew
     * @throws KeyStoreUnavailable if the store does not answer: to be tried again, never taken for erased
     */
    DataKey keyFor(PatientId patient);

    /**
     * The key to seal more of a patient's personal data with.
     *
     * @throws KeyDestroyed if the patient's key is destroyed
     * @throws KeyLost if the store has none for the patient: it is not silently made a second time
     * @throws KeyStoreUnavailable if the store does not answer: to be tried again, never taken for erased
     */
    DataKey keyOf(PatientId patient);

    /**
     * The key with an id; empty if it is destroyed.
     *
     * @throws KeyLost if the store has lost the key: never taken for erased
     * @throws KeyStoreUnavailable if the store does not answer: never taken for erased
     */
    Optional<DataKey> key(UUID keyId);

    /**
     * Reads keys together that will be asked for one by one. What there is to tell of any of them is told when it is asked
     * for; a store that reads nothing ahead does nothing here.
     *
     * @throws KeyStoreUnavailable if the store does not answer
     */
    default void lookUp(Collection<UUID> keyIds) {}

    /**
     * The id of a patient's key, destroyed or not; empty if the patient never had one.
     *
     * @throws KeyStoreUnavailable if the store does not answer
     */
    Optional<UUID> keyIdOf(PatientId patient);

    /**
     * What tells one life of the store from another: it is another one once the store was restored, or started again.
     *
     * @throws KeyStoreUnavailable if the store does not answer
     */
    String life();

    /** A key that is to be readable by nobody. */
    record Doomed(UUID keyId, PatientId patient) {}

    /**
     * Destroys keys for ever and leaves a tombstone for each, also for those that this store does not know; with them any
     * other key that their patients have by now. Repeating it changes nothing.
     *
     * @return how many keys were still readable until now
     * @throws KeyStoreUnavailable if the store does not answer
     */
    int destroy(Collection<Doomed> keys);
}
