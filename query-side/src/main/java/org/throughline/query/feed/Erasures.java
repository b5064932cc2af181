package org.throughline.query.feed;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.PatientId;

/**
 * Whose personal data the record orders destroyed. Nobody is shown it from then on, whatever a key store that was restored
 * from a backup, a key held in memory or a read model that is behind could still tell.
 */
@Component
public class Erasures {
    private static final long SELDOM = 10_000_000;

    /** How far orders were read; a record that was doubted since may order at positions that were passed already. */
    private record Read(int doubts, long position) {
        Read as(int doubtsNow) {
            return doubts == doubtsNow ? this : new Read(doubtsNow, 0);
        }

        Read further(Read other) {
            if (doubts == other.doubts) {
                return position > other.position ? this : other;
            }
            return doubts > other.doubts ? this : other;
        }
    }

    private final RecordLog log;
    private final Set<PatientId> patients = ConcurrentHashMap.newKeySet();
    private final Set<UUID> keys = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Read> read = new AtomicReference<>(new Read(0, 0));
    private volatile long lookedAt = System.nanoTime() - SELDOM;

    Erasures(RecordLog log) {
        this.log = log;
    }

    /**
     * Whether a patient's personal data is ordered destroyed by now.
     *
     * @throws org.springframework.dao.DataAccessException if the record does not answer
     */
    public boolean of(PatientId patient) {
        look();
        return patients.contains(patient);
    }

    /** Everybody whose personal data is ordered destroyed by now. */
    public Set<PatientId> all() {
        look();
        return Set.copyOf(patients);
    }

    /**
     * Whether a key is ordered destroyed; may lag behind the record by a hundredth of a second, because a page asks for
     * every text on it. Who needs more {@link #look}s first.
     */
    public boolean ofKey(UUID key) {
        if (System.nanoTime() - lookedAt > SELDOM) {
            look();
        }
        return keys.contains(key);
    }

    /** Looks for new orders. */
    public void look() {
        var now = System.nanoTime();
        var from = read.get().as(log.doubts());
        var reached = from;
        for (var order : log.erasures(from.position)) {
            if (order.event() instanceof PersonalDataErased erased) {
                patients.add(erased.patientId());
                keys.add(erased.keyId());
            }
            reached = new Read(from.doubts, order.position());
        }
        read.accumulateAndGet(reached, Read::further);
        lookedAt = now;
    }
}
