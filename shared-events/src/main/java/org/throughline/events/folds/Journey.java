package org.throughline.events.folds;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
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
 * @param replaced of those, the ones that were corrected, each with the entry that is right instead
 */
public record Journey(Map<EntryId, JourneyEntry> effective, Set<EntryId> withdrawn, Map<EntryId, EntryId> replaced) {
    /** Before anything happened. */
    public static final Journey UNENROLLED = new Journey(Map.of(), Set.of());

    public Journey {
        effective = Collections.unmodifiableMap(effective);
        withdrawn = Collections.unmodifiableSet(withdrawn);
        replaced = Collections.unmodifiableMap(replaced);
    }

    /** A journey without corrections. */
    public Journey(Map<EntryId, JourneyEntry> effective, Set<EntryId> withdrawn) {
        this(effective, withdrawn, Map.of());
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

    /** What an entry says after all its corrections; empty if it does not count, or never was. */
    public Optional<JourneyEntry> asCorrected(EntryId entry) {
        var current = entry;
        var left = replaced.size();
        for (var next = replaced.get(current); next != null && left > 0; next = replaced.get(current)) {
            current = next;
            left--;
        }
        return Optional.ofNullable(effective.get(current));
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

    private <T extends JourneyEntry> Stream<T> only(Class<T> type) {
        return effective.values().stream().filter(type::isInstance).map(type::cast);
    }

    private static final class Fold {
        private final Map<EntryId, JourneyEntry> effective;
        private final Set<EntryId> withdrawn;
        private final Map<EntryId, EntryId> replaced;

        Fold(Journey journey) {
            effective = new LinkedHashMap<>(journey.effective);
            withdrawn = new LinkedHashSet<>(journey.withdrawn);
            replaced = new HashMap<>(journey.replaced);
        }

        Fold apply(JourneyEvent event) {
            switch (event) {
                case JourneyEntry entry -> effective.put(entry.entryId(), entry.withoutPersonalData());
                case RelapseRetracted retracted -> withdraw(retracted.entry());
                case DischargeRescinded rescinded -> withdraw(rescinded.entry());
                case EntryVoided voided -> {
                    withdraw(voided.entry());
                    if (voided.replacedBy() != null) {
                        replaced.put(voided.entry(), voided.replacedBy());
                    }
                }
            }
            return this;
        }

        private void withdraw(EntryId entry) {
            effective.remove(entry);
            withdrawn.add(entry);
        }

        Journey journey() {
            return new Journey(effective, withdrawn, replaced);
        }
    }
}
