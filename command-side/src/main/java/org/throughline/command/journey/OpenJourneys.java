package org.throughline.command.journey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.throughline.command.record.Claim;
import org.throughline.command.record.HeldClaim;
import org.throughline.command.record.RecordLog;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyId;
import org.throughline.events.folds.Journey;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/** Makes the claims on open journeys again from the history, should they ever be lost or doubted. */
public final class OpenJourneys {
    private static final int PAGE = 1_000;

    /** A journey before and after the append that is being read, and where that began. */
    private record Underway(Journey before, Journey after, long first) {}

    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;
    private final Map<JourneyId, Journey> journeys = new HashMap<>();
    private final Map<JourneyId, Underway> underway = new HashMap<>();
    private final Map<Claim.Key, HeldClaim> claims = new HashMap<>();
    private long position;

    private OpenJourneys(RecordLog log, EventCodec<HistoryEvent> codec) {
        this.log = log;
        this.codec = codec;
    }

    /**
     * Replaces the claims by what the history says, while commands go on.
     *
     * @return how many journeys are open
     */
    public static int rebuild(RecordLog log, EventCodec<HistoryEvent> codec) {
        var history = new OpenJourneys(log, codec);
        do {
            history.catchUp();
        } while (!log.replaceClaims(Claim.Kind.OPEN_JOURNEY, List.copyOf(history.claims.values()), history.position));
        return history.claims.size();
    }

    private void catchUp() {
        for (var page = log.after(position, PAGE); !page.isEmpty(); page = log.after(position, PAGE)) {
            page.forEach(this::read);
            position = page.getLast().position();
        }
    }

    private void read(StoredEvent stored) {
        if (!(codec.read(stored) instanceof JourneyEvent event)) {
            return;
        }
        var id = event.journeyId();
        var append = underway.remove(id);
        var before = append == null ? journeys.getOrDefault(id, Journey.UNENROLLED) : append.before;
        var after = Journey.evolve(append == null ? before : append.after, event);
        var first = append == null ? stored.position() : append.first;
        if (event instanceof EntryVoided voided && voided.replacedBy() != null) {
            // the entry that replaces it is the next event of the same append
            underway.put(id, new Underway(before, after, first));
            return;
        }
        journeys.put(id, after);
        var change = OpenJourneyClaims.between(before, after);
        change.released().ifPresent(open -> claims.remove(open.id()));
        change.taken()
                .map(open -> new HeldClaim(open.claim(id), first, stored.position()))
                .ifPresent(held -> claims.put(held.claim().id(), held));
    }
}
