package org.throughline.command.patient;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.throughline.command.record.RecordLog;
import org.throughline.command.record.RecordUnavailable;
import org.throughline.command.submission.RecordedUnfinished;
import org.throughline.events.HistoryEvent;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.privacy.KeyStore.Doomed;
import org.throughline.events.privacy.KeyStoreUnavailable;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/**
 * Sees to it that every key whose destruction the record orders is destroyed: right after the order, and again at every
 * start and every hour, because this process may have died in between or somebody may have restored the key store from an
 * older backup; and within seconds after either database was restored or started again, or the key store did not answer.
 */
@Component
public class KeyDestruction implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(KeyDestruction.class);

    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;
    private final KeyStore keys;
    private volatile boolean owed;
    private volatile String lives = "";

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
        lives = lives();
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

    /**
     * Destroys a patient's key, if the record orders it.
     *
     * @throws RecordedUnfinished if the key store does not answer: it is repeated until it does
     */
    void obey(PatientId patient) {
        try {
            destroy(log.stream(patient.value(), 0));
        } catch (KeyStoreUnavailable away) {
            owed = true;
            throw new RecordedUnfinished(away);
        }
    }

    /** Destroys what is owed since the key store did not answer, or since it may be an older one. */
    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    public void catchUp() {
        var due = owed;
        try {
            var now = lives();
            due |= !now.equals(lives);
            if (due) {
                owed = false;
                repair();
                lives = now;
            }
        } catch (KeyStoreUnavailable | RecordUnavailable still) {
            if (due) {
                owed = true;
                LOG.warn("Keys that the record orders destroyed are not destroyed yet; trying again");
            }
        }
    }

    private String lives() {
        return log.life() + " " + keys.life();
    }

    /** The key that a patient's identity is sealed with, as the record tells; empty if the record knows no such patient. */
    Optional<UUID> keyOf(PatientId patient) {
        return log.stream(patient.value(), 0).stream()
                .map(codec::read)
                .filter(PatientRegistered.class::isInstance)
                .map(registered -> ((PatientRegistered) registered).name())
                .flatMap(name -> name instanceof Personal.Sealed<?> sealed ? Stream.of(sealed) : Stream.empty())
                .map(DataKey::keyIdOf)
                .findFirst();
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
