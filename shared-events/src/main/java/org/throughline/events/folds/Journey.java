package org.throughline.events.folds;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyEvent.DischargeRescinded;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyEvent.RelapseRetracted;

/**
 * A journey as it stands after some of its history: the entries that count, in the order they were recorded, and those
 * that no longer do. Holds no personal data.
 *
 * @param effective the entries that count: neither voided nor retracted nor rescinded
 * @param withdrawn the entries that no longer count
 */
public record Journey(Map<EntryId, JourneyEntry> effective, Set<EntryId> withdrawn) {
    /** Before anything happened. */
    public static final Journey UNENROLLED = new Journey(Map.of(), Set.of());

    public Journey {
        effective = Collections.unmodifiableMap(effective);
        withdrawn = Collections.unmodifiableSet(withdrawn);
    }

    /** The journey after one more event. Total: history is never argued with. */
    public static Journey evolve(Journey journey, JourneyEvent event) {
        return new Fold(journey).apply(event).journey();
    }

    /** The journey after a whole history, or after more of it. */
    public Journey after(Collection<? extends JourneyEvent> events) {
        var fold = new Fold(this);
        events.forEach(fold::apply);
        return fold.journey();
    }

    /** The admission that counts; empty before enrolment. */
    public Optional<Enrolled> enrolment() {
        return only(Enrolled.class).findFirst();
    }

    /** The discharge that counts; empty while the journey is open. */
    public Optional<Discharged> discharge() {
        return only(Discharged.class).findFirst();
    }

    /** Whether the patient is admitted and not discharged. */
    public boolean open() {
        return enrolment().isPresent() && discharge().isEmpty();
    }

    /** The sessions attended. */
    public Stream<SessionAttended> attendances() {
        return only(SessionAttended.class);
    }

    /** The sessions missed. */
    public Stream<SessionMissed> absences() {
        return only(SessionMissed.class);
    }

    /** The returns to use that were reported and not taken back. */
    public Stream<RelapseReported> relapses() {
        return only(RelapseReported.class);
    }

    /** The follow-ups. */
    public Stream<FollowUpRecorded> followUps() {
        return only(FollowUpRecorded.class);
    }

    /** When a return to use first happened, by the entries that count. */
    public Optional<Instant> firstRelapse() {
        return relapses().map(relapse -> relapse.occurred().at()).min(Instant::compareTo);
    }

    private <T extends JourneyEntry> Stream<T> only(Class<T> type) {
        return effective.values().stream().filter(type::isInstance).map(type::cast);
    }

    private static final class Fold {
        private final Map<EntryId, JourneyEntry> effective;
        private final Set<EntryId> withdrawn;

        Fold(Journey journey) {
            effective = new LinkedHashMap<>(journey.effective);
            withdrawn = new LinkedHashSet<>(journey.withdrawn);
        }

        Fold apply(JourneyEvent event) {
            switch (event) {
                case JourneyEntry entry -> effective.put(entry.entryId(), entry.withoutPersonalData());
                case RelapseRetracted retracted -> withdraw(retracted.entry());
                case DischargeRescinded rescinded -> withdraw(rescinded.entry());
                case EntryVoided voided -> withdraw(voided.entry());
            }
            return this;
        }

        private void withdraw(EntryId entry) {
            effective.remove(entry);
            withdrawn.add(entry);
        }

        Journey journey() {
            return new Journey(effective, withdrawn);
        }
    }
}
