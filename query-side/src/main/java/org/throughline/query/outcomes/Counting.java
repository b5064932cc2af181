package org.throughline.query.outcomes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.throughline.events.ProgramId;
import org.throughline.query.outcome.CountedJourney;
import org.throughline.query.outcomes.Sample.What;

/** Counts the journeys of a selection by program, group, and what became of them when. */
final class Counting {
    /** Days up to here are counted in arrays: nearly all of them. */
    private static final int NEAR = 4_096;

    private static final int TOGETHER = 64;

    private final Selection selection;
    private final @Nullable Set<String> kept;
    private final Map<UUID, Integer> countedOn;
    private final Map<Group, Map<What, Codes>> groups = new HashMap<>();

    /**
     * Nothing counted yet.
     *
     * @param kept the values that are groups of their own; null if all are
     * @param countedOn up to which day open journeys of a program are known to be open
     */
    Counting(Selection selection, @Nullable Set<String> kept, Map<ProgramId, LocalDate> countedOn) {
        this.selection = selection;
        this.kept = kept;
        this.countedOn = countedOn.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        program -> program.getKey().value(),
                        program -> Math.toIntExact(program.getValue().toEpochDay())));
    }

    private record Group(UUID program, String value) {}

    /** Numbers of journeys, and of those of them whose patients came more than once. */
    private static final class Numbers {
        private long journeys;
        private long again;

        void add(boolean ofSeveral) {
            journeys++;
            if (ofSeveral) {
                again++;
            }
        }
    }

    /** The numbers of each day. */
    private static final class Days {
        private final @Nullable Numbers[] @Nullable [] near = new @Nullable Numbers[NEAR / TOGETHER][];
        private final TreeMap<Integer, Numbers> far = new TreeMap<>();

        void add(int day, boolean ofSeveral) {
            if (day >= NEAR) {
                far.computeIfAbsent(day, _ -> new Numbers()).add(ofSeveral);
                return;
            }
            var together = near[day / TOGETHER];
            if (together == null) {
                together = new @Nullable Numbers[TOGETHER];
                near[day / TOGETHER] = together;
            }
            var number = together[day % TOGETHER];
            if (number == null) {
                number = new Numbers();
                together[day % TOGETHER] = number;
            }
            number.add(ofSeveral);
        }
    }

    /** The numbers of each code, which are few. */
    private static final class Codes {
        private final List<Days> days = new ArrayList<>();

        void add(int day, int code, boolean ofSeveral) {
            while (days.size() <= code) {
                days.add(new Days());
            }
            days.get(code).add(day, ofSeveral);
        }
    }

    /** Adds the journeys of a patient. */
    void add(List<CountedJourney> patient) {
        for (var journey : patient) {
            if (Journeys.kind(journey) == selection.kind() && chosen(journey)) {
                add(journey, Surveying.times(selection.kind(), patient) > 1);
            }
        }
    }

    private boolean chosen(CountedJourney journey) {
        var program = selection.program();
        return program == null || program.value().equals(journey.program());
    }

    private void add(CountedJourney journey, boolean ofSeveral) {
        var value = selection.grouping().valueOf(journey);
        var counts = groups.computeIfAbsent(
                new Group(journey.program(), kept == null || kept.contains(value) ? value : Grouping.OTHERS),
                _ -> nothing());
        of(What.STAY, counts).add(stay(journey), journey.reason(), ofSeveral);
        var los = journey.los();
        if (los != null) {
            of(What.TEDS_STAY, counts).add(los, 0, ofSeveral);
        }
        of(What.RELAPSE, counts).add(journey.observed(), journey.observation().code(), ofSeveral);
        of(What.RETURN_OR_LOST, counts).add(journey.asked(), journey.returnedOrLost() ? 1 : 0, ofSeveral);
        of(What.LATER, counts).add(0, (journey.relapseLater() ? 1 : 0) + (journey.returnLater() ? 2 : 0), ofSeveral);
    }

    private static Map<What, Codes> nothing() {
        var counts = new EnumMap<What, Codes>(What.class);
        for (var what : What.values()) {
            counts.put(what, new Codes());
        }
        return counts;
    }

    private static Codes of(What what, Map<What, Codes> counts) {
        return Objects.requireNonNull(counts.get(what));
    }

    private int stay(CountedJourney journey) {
        var stay = journey.stay();
        if (stay != null) {
            return stay;
        }
        var open = countedOn.get(journey.program());
        return Math.max(0, open == null ? journey.lastKnown() : open - journey.admitted());
    }

    List<Journeys.Counted> counts() {
        var counts = new ArrayList<Journeys.Counted>();
        groups.forEach((group, ofGroup) -> ofGroup.forEach((what, codes) -> {
            for (int code = 0; code < codes.days.size(); code++) {
                var days = codes.days.get(code);
                for (int first = 0; first < NEAR; first += TOGETHER) {
                    var together = days.near[first / TOGETHER];
                    for (int after = 0; together != null && after < TOGETHER; after++) {
                        var number = together[after];
                        if (number != null) {
                            counts.add(counted(group, what, first + after, code, number));
                        }
                    }
                }
                for (var day : days.far.entrySet()) {
                    counts.add(counted(group, what, day.getKey(), code, day.getValue()));
                }
            }
        }));
        return counts;
    }

    private static Journeys.Counted counted(Group group, What what, int day, int code, Numbers numbers) {
        return new Journeys.Counted(
                new ProgramId(group.program),
                group.value,
                new Sample.Count(what, day, code, numbers.journeys, numbers.again));
    }
}
