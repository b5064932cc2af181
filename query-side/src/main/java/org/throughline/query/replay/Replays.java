package org.throughline.query.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.folds.Journey;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.query.feed.Erasures;
import org.throughline.query.feed.RecordLog;
import org.throughline.query.feed.RecordedEvent;

/**
 * Replays journeys straight from the record, past every read model. What was known at a moment is a prefix: the record
 * only grows and its time never runs backwards. Opens personal data: whoever calls it records the reading first.
 */
@Component
public class Replays {
    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;
    private final KeyStore keys;
    private final Erasures erasures;

    Replays(
            RecordLog log,
            @Qualifier("queryCodec") EventCodec<HistoryEvent> codec,
            @Qualifier("queryKeyStore") KeyStore keys,
            Erasures erasures) {
        this.log = log;
        this.codec = codec;
        this.keys = keys;
        this.erasures = erasures;
    }

    /** The journey as the first positions of the record tell it; empty if the record does not know it at all. */
    public Optional<Replay> at(JourneyId journey, long position) {
        return replay(journey, event -> event.position() <= position, position);
    }

    /** The journey as it was known at a moment, by when things were recorded. */
    public Optional<Replay> asOf(JourneyId journey, Instant recorded) {
        return replay(journey, event -> !event.recorded().isAfter(recorded), Long.MAX_VALUE);
    }

    /** The journey as it is known now. */
    public Optional<Replay> now(JourneyId journey) {
        return at(journey, Long.MAX_VALUE);
    }

    private Optional<Replay> replay(JourneyId journey, Predicate<RecordedEvent> known, long position) {
        erasures.look();
        var now = log.stream(journey.value());
        var all = now.events();
        if (all.isEmpty() || !(all.getFirst().event() instanceof JourneyEvent)) {
            return Optional.empty();
        }
        var then = all.stream().filter(known).toList();
        var steps = Halves.map(then, this::step);
        var events = new ArrayList<JourneyEvent>();
        steps.forEach(step -> events.add(step.event()));
        var last = then.isEmpty() ? 0 : then.getLast().position();
        return Optional.of(new Replay(
                journey,
                position == Long.MAX_VALUE ? last : Math.min(position, now.head()),
                Journey.UNENROLLED.after(events),
                steps,
                all.size(),
                now.head()));
    }

    private Replay.Step step(RecordedEvent recorded) {
        var stored = recorded.stored();
        return new Replay.Step(
                stored.position(),
                stored.eventId(),
                stored.sequence(),
                stored.name(),
                (JourneyEvent) codec.open(stored, keys),
                stored.recorded(),
                recorded.metadata());
    }

    /** The positions at which the journey changed, for a slider: nothing is opened. */
    public List<Long> positions(JourneyId journey) {
        return log.stream(journey.value()).events().stream()
                .map(RecordedEvent::position)
                .toList();
    }
}
