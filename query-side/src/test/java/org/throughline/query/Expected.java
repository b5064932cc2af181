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
import org.throughline.events.DischargeReason;
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

    /** Through which door a journey came: that of its first admission. */
    String source(JourneyId journey) {
        return doors(journey).getFirst();
    }

    /** Whether its admission was corrected through another door, and counts. */
    boolean admittedAgainThroughAnotherDoor(JourneyId journey) {
        return folded(journey).enrolment().isPresent()
                && !doors(journey).getFirst().equals(doors(journey).getLast());
    }

    private List<String> doors(JourneyId journey) {
        return stored(journey).stream()
                .filter(stored -> stored.name().equals("journey.enrolled"))
                .map(stored -> CODEC.metadata(stored).source().code())
                .toList();
    }

    /** The columns of an outcome that have to be right; empty if there is no effective admission. */
    Map<String, Object> outcome(JourneyId id) {
        var journey = folded(id);
        var row = new LinkedHashMap<String, Object>();
        if (journey.enrolment().isEmpty()) {
            return row;
        }
        var admission = journey.enrolment().get();
        var admitted = admission.occurred().day();
        var attended = journey.attendances().map(e -> day(admitted, e)).toList();
        var reports = journey.relapses().map(e -> day(admitted, e)).toList();
        var returns = days(admitted, followUps(journey, FollowUpStatus.RETURNED_TO_USE));
        var losses = days(admitted, followUps(journey, FollowUpStatus.LOST, FollowUpStatus.RETURN_TO_USE_OR_LOST));
        var deaths = days(admitted, followUps(journey, FollowUpStatus.DIED));
        var discharge = journey.discharge();
        var lastContact =
                discharge.map(e -> days(admitted, e.lastContact())).stream().toList();
        var diedAtDischarge =
                discharge.filter(e -> e.reason() == DischargeReason.DIED).map(e -> day(admitted, e)).stream()
                        .toList();
        var foundUntil = latest(
                List.of(0),
                attended,
                returns,
                deaths,
                days(admitted, followUps(journey, FollowUpStatus.NO_RETURN_REPORTED)),
                lastContact,
                diedAtDischarge);
        var askedUntil = latest(List.of(foundUntil), losses);
        var relapse = earliest(foundUntil, reports, returns);
        var relapseOrLoss = earliest(askedUntil, reports, returns, losses);
        row.put("source", source(id));
        row.put("level_of_care", admission.levelOfCare().code());
        row.put("found_until_day", foundUntil);
        row.put("asked_until_day", askedUntil);
        row.put("last_known_day", latest(List.of(foundUntil), reports));
        row.put("first_relapse_day", relapse);
        row.put("relapse_or_lost_day", relapseOrLoss);
        row.put("relapse_after_day", relapse == null ? earliestAfter(foundUntil, reports) : null);
        row.put("relapse_or_lost_after_day", relapseOrLoss == null ? earliestAfter(askedUntil, reports) : null);
        row.put(
                "died_day",
                Stream.concat(deaths.stream(), diedAtDischarge.stream())
                        .min(Integer::compare)
                        .orElse(null));
        row.put(
                "stay_days",
                discharge.map(e -> days(admitted, e.occurred().day())).orElse(null));
        var bothEnds = admission.levelOfCare().outpatient() ? 1 : 0;
        row.put(
                "los_days",
                lastContact.stream()
                        .map(days -> Math.max(1, days + bothEnds))
                        .findFirst()
                        .orElse(null));
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
        row.put("relapses", reports.size());
        row.put("follow_ups", (int) journey.followUps().count());
        return row;
    }

    @SafeVarargs
    private static int latest(List<Integer>... days) {
        var latest = Integer.MIN_VALUE;
        for (var some : days) {
            latest = Math.max(latest, some.stream().max(Integer::compare).orElse(latest));
        }
        return latest;
    }

    @SafeVarargs
    private static @Nullable Integer earliest(int upTo, List<Integer>... days) {
        var counted = new ArrayList<Integer>();
        for (var some : days) {
            some.stream().filter(day -> day >= 0 && day <= upTo).forEach(counted::add);
        }
        return counted.stream().min(Integer::compare).orElse(null);
    }

    private static @Nullable Integer earliestAfter(int day, List<Integer> days) {
        return days.stream().filter(later -> later > day).min(Integer::compare).orElse(null);
    }

    private static List<Integer> days(LocalDate admitted, Stream<? extends JourneyEntry> entries) {
        return entries.map(entry -> day(admitted, entry)).toList();
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
