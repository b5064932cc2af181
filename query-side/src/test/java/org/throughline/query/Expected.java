package org.throughline.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.events.AbsenceKind;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.folds.Journey;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/** What read models should say, told plainly in memory from the same stored events. */
final class Expected {
    /** One event of a journey and whether it still counts. */
    record Line(long position, JourneyEvent event, @Nullable Long withdrawnAt) {}

    private static final EventCodec<HistoryEvent> CODEC = EventCodec.ofHistory();

    private final Map<UUID, List<StoredEvent>> byStream;

    Expected(List<StoredEvent> all) {
        byStream = all.stream().collect(groupingBy(StoredEvent::stream, LinkedHashMap::new, toList()));
    }

    List<JourneyId> journeys() {
        return byStream.values().stream()
                .filter(events -> events.getFirst().name().startsWith("journey."))
                .map(events -> new JourneyId(events.getFirst().stream()))
                .toList();
    }

    List<StoredEvent> stored(JourneyId journey) {
        return byStream.getOrDefault(journey.value(), List.of());
    }

    Journey folded(JourneyId journey) {
        return Journey.UNENROLLED.after(events(journey));
    }

    List<JourneyEvent> events(JourneyId journey) {
        return stored(journey).stream()
                .map(stored -> (JourneyEvent) CODEC.read(stored))
                .toList();
    }

    /** In clinical order. */
    List<Line> lines(JourneyId journey) {
        var withdrawn = new TreeMap<UUID, Long>();
        var lines = new ArrayList<Line>();
        for (var stored : stored(journey)) {
            withdrawnBy((JourneyEvent) CODEC.read(stored))
                    .ifPresent(entry -> withdrawn.putIfAbsent(entry.value(), stored.position()));
        }
        for (var stored : stored(journey)) {
            var event = (JourneyEvent) CODEC.read(stored);
            var at = event instanceof JourneyEntry entry
                    ? withdrawn.get(entry.entryId().value())
                    : null;
            lines.add(new Line(stored.position(), event, at));
        }
        lines.sort(Comparator.comparing((Line line) -> line.event().occurred().at())
                .thenComparingLong(Line::position));
        return lines;
    }

    private static Optional<EntryId> withdrawnBy(JourneyEvent event) {
        return switch (event) {
            case JourneyEntry ignored -> Optional.empty();
            case JourneyEvent.RelapseRetracted e -> Optional.of(e.entry());
            case JourneyEvent.DischargeRescinded e -> Optional.of(e.entry());
            case JourneyEvent.EntryVoided e -> Optional.of(e.entry());
        };
    }

    /** Sessions missed since the last one attended. */
    static long absencesInARow(Journey journey) {
        var last = journey.attendances().map(e -> e.occurred().at()).max(Comparator.naturalOrder());
        return journey.absences()
                .filter(e -> last.isEmpty() || e.occurred().at().isAfter(last.get()))
                .count();
    }

    /** The columns of an outcome that have to be right; empty if there is no effective admission. */
    static Map<String, Object> outcome(Journey journey) {
        var row = new LinkedHashMap<String, Object>();
        if (journey.enrolment().isEmpty()) {
            return row;
        }
        var admitted = journey.enrolment().get().occurred().day();
        var attended = journey.attendances().map(e -> day(admitted, e)).toList();
        var relapses = Stream.concat(journey.relapses(), followUps(journey, FollowUpStatus.RETURNED_TO_USE))
                .map(e -> day(admitted, e))
                .filter(day -> day >= 0)
                .toList();
        var losses = followUps(journey, FollowUpStatus.LOST, FollowUpStatus.RETURN_TO_USE_OR_LOST)
                .map(e -> day(admitted, e))
                .filter(day -> day >= 0)
                .toList();
        var seen = followUps(
                        journey, FollowUpStatus.NO_RETURN_REPORTED, FollowUpStatus.RETURNED_TO_USE, FollowUpStatus.DIED)
                .map(e -> day(admitted, e))
                .toList();
        var discharge = journey.discharge();
        var lastContact = discharge.map(e -> days(admitted, e.lastContact()));
        row.put("first_relapse_day", relapses.stream().min(Integer::compare).orElse(null));
        row.put(
                "relapse_or_lost_day",
                Stream.concat(relapses.stream(), losses.stream())
                        .min(Integer::compare)
                        .orElse(null));
        row.put(
                "last_known_day",
                Stream.of(
                                Stream.of(0),
                                attended.stream(),
                                journey.relapses().map(e -> day(admitted, e)),
                                seen.stream(),
                                lastContact.stream())
                        .flatMap(s -> s)
                        .max(Integer::compare)
                        .orElseThrow());
        row.put(
                "stay_days",
                discharge.map(e -> days(admitted, e.occurred().day())).orElse(null));
        row.put("los_days", lastContact.map(days -> Math.max(1, days + 1)).orElse(null));
        row.put("discharge_reason", discharge.map(e -> e.reason().code()).orElse(null));
        row.put("attended", attended.size());
        row.put("missed", (int) journey.absences().count());
        row.put("no_shows", (int) journey.absences()
                .filter(e -> e.absence() == AbsenceKind.NO_SHOW)
                .count());
        row.put("attended_month_1", (int)
                attended.stream().filter(d -> d >= 0 && d < 30).count());
        row.put("attended_month_2", (int)
                attended.stream().filter(d -> d >= 30 && d < 60).count());
        row.put("relapses", (int) journey.relapses().count());
        row.put("follow_ups", (int) journey.followUps().count());
        return row;
    }

    private static Stream<FollowUpRecorded> followUps(Journey journey, FollowUpStatus... statuses) {
        return journey.followUps().filter(e -> List.of(statuses).contains(e.status()));
    }

    private static int day(LocalDate admitted, JourneyEntry entry) {
        return days(admitted, entry.occurred().day());
    }

    private static int days(LocalDate from, LocalDate to) {
        return (int) ChronoUnit.DAYS.between(from, to);
    }
}
