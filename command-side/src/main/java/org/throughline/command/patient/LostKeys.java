package org.throughline.command.patient;

import java.util.List;
import java.util.stream.Stream;
import org.throughline.command.record.RecordLog;
import org.throughline.events.HistoryEvent;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/**
 * Gives new keys to patients whose key the key store has lost and no backup brings back, so that notes can be recorded for
 * them again. What was sealed with the lost key stays unreadable, and is not called erased. Only on demand: as long as the
 * key may be found, another one would be in its way.
 */
public final class LostKeys {
    private static final int PAGE = 1_000;

    private LostKeys() {}

    /**
     * Accepts that all keys which are missing now are lost. Nobody gets a key whose personal data the record orders
     * destroyed.
     *
     * @return how many patients have got a new key
     * @throws org.throughline.events.privacy.KeyStoreUnavailable if the key store does not answer
     */
    public static int accept(RecordLog log, EventCodec<HistoryEvent> codec, KeyStore keys) {
        new KeyDestruction(log, codec, keys).repair();
        var lost = Stream.iterate(
                        log.after(0, PAGE),
                        page -> !page.isEmpty(),
                        page -> log.after(page.getLast().position(), PAGE))
                .flatMap(List::stream)
                .map((StoredEvent stored) -> codec.read(stored))
                .filter(PatientRegistered.class::isInstance)
                .map(registered -> ((PatientRegistered) registered).patientId())
                .filter(patient -> keys.keyIdOf(patient).isEmpty())
                .toList();
        lost.forEach(keys::keyFor);
        return lost.size();
    }
}
