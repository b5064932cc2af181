package org.throughline.query.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.query.timeline.Timeline;

/** What a timeline held at a step of its history: only what was recorded by then, struck out only what was by then. */
final class KnownThen {
    private KnownThen() {}

    /** The entries known after some steps, in clinical order. */
    static List<Timeline.Entry> entries(List<Replay.Step> steps) {
        var withdrawals = new HashMap<EntryId, Timeline.Withdrawal>();
        for (var step : steps) {
            var withdrawn = step.event().withdraws();
            if (withdrawn != null) {
                withdrawals.putIfAbsent(
                        withdrawn,
                        Timeline.Withdrawal.by(
                                step.position(), step.name(), step.event(), step.recordedAt(), step.metadata()));
            }
        }
        var entries = new ArrayList<Timeline.Entry>();
        for (var step : steps) {
            entries.add(new Timeline.Entry(
                    step.position(),
                    step.eventId(),
                    step.sequence(),
                    step.name(),
                    step.event(),
                    step.recordedAt(),
                    step.metadata(),
                    step.event() instanceof JourneyEntry said ? withdrawals.get(said.entryId()) : null));
        }
        entries.sort((one, other) -> {
            var byDay = one.event()
                    .occurred()
                    .at()
                    .compareTo(other.event().occurred().at());
            return byDay == 0 ? Long.compare(one.position(), other.position()) : byDay;
        });
        return entries;
    }

    /** The place on the timeline that a step is seen at: its own, or that of the entry it strikes out. */
    static long seenAt(List<Replay.Step> steps, Replay.Step step) {
        if (!(step.event() instanceof EntryVoided voided)) {
            return step.position();
        }
        return steps.stream()
                .filter(other -> other.event() instanceof JourneyEntry said
                        && said.entryId().equals(voided.entry()))
                .mapToLong(Replay.Step::position)
                .findFirst()
                .orElse(step.position());
    }
}
