package org.throughline.command.patient;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.throughline.command.record.RecordLog;
import org.throughline.events.HistoryEvent;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.PatientId;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.privacy.KeyStore.Doomed;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/**
 * Sees to it that every key whose destruction the record orders is destroyed: right after the order, and again at every
 * start and every hour, because this process may have died in between, the key store may not have answered, or somebody
 * may have restored it from an older backup.
 */
@Component
public class KeyDestruction implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(KeyDestruction.class);

    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;
    private final KeyStore keys;

    public KeyDestruction(
            RecordLog log,
            @Qualifier("commandCodec") EventCodec<HistoryEvent> codec,
            @Qualifier("commandKeyStore") KeyStore keys) {
        this.log = log;
        this.codec = codec;
        this.keys = keys;
    }

    /** Nothing is served before what must not be readable is unreadable. */
    @Override
    public void afterSingletonsInstantiated() {
        repair();
    }

    /**
     * Destroys what the record orders destroyed.
     *
     * @throws org.throughline.events.privacy.KeyStoreUnavailable if the key store does not answer
     */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    public void repair() {
        var readable = destroy(log.erasures());
        if (readable > 0) {
            LOG.warn("Destroyed {} keys that were still readable though the record orders their destruction", readable);
        }
    }

    /** Destroys a patient's key, if the record orders it. */
    void obey(PatientId patient) {
        destroy(log.stream(patient.value(), 0));
    }

    private int destroy(List<StoredEvent> history) {
        var doomed = history.stream()
                .map(codec::read)
                .filter(PersonalDataErased.class::isInstance)
                .map(PersonalDataErased.class::cast)
                .map(erased -> new Doomed(erased.keyId(), erased.patientId()))
                .toList();
        return doomed.isEmpty() ? 0 : keys.destroy(doomed);
    }
}
