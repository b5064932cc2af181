package org.throughline.query.outcomes;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.throughline.events.ProgramId;
import org.throughline.query.outcome.CountedJourney;
import org.throughline.query.outcomes.Tally.Size;

/** Finds out what there is to be asked about: sizes, and what can be compared by. */
final class Surveying {
    private final Grouping grouping;
    private final @Nullable ProgramId program;
    private final Map<DataKind, OfKind> kinds = new EnumMap<>(DataKind.class);

    Surveying(Grouping grouping, @Nullable ProgramId program) {
        this.grouping = grouping;
        this.program = program;
    }

    private static final class Sum {
        private long journeys;
        private long again;
        private long most = 1;

        void add(int times) {
            journeys++;
            if (times > 1) {
                again++;
                most = Math.max(most, times);
            }
        }

        Size size() {
            return new Size(journeys, again, most);
        }
    }

    private static final class OfKind {
        private final Sum all = new Sum();
        private final Map<ProgramId, Sum> programs = new HashMap<>();
        private final Map<String, Sum> values = new HashMap<>();
        private final Set<String> looked = new HashSet<>();
        private final Map<String, Set<String>> attributes = new TreeMap<>();
    }

    /** Adds the journeys of a patient. */
    void add(List<CountedJourney> patient) {
        for (var journey : patient) {
            var kind = Journeys.kind(journey);
            var times = times(kind, patient);
            var sums = kinds.computeIfAbsent(kind, _ -> new OfKind());
            var in = new ProgramId(journey.program());
            sums.all.add(times);
            sums.programs.computeIfAbsent(in, _ -> new Sum()).add(times);
            if (!grouping.none()) {
                sums.values
                        .computeIfAbsent(grouping.valueOf(journey), _ -> new Sum())
                        .add(times);
            }
            if (program == null || program.equals(in)) {
                look(journey.attributes(), sums);
            }
        }
    }

    /** How many journeys of a kind a patient has. */
    static int times(DataKind kind, List<CountedJourney> patient) {
        if (patient.size() == 1) {
            return 1;
        }
        return (int) patient.stream()
                .filter(journey -> Journeys.kind(journey) == kind)
                .count();
    }

    private static void look(String attributes, OfKind sums) {
        if (sums.looked.size() < Grouping.REMEMBERED
                ? !sums.looked.add(attributes)
                : sums.looked.contains(attributes)) {
            return;
        }
        Grouping.attributes(attributes).forEach((key, value) -> {
            var values = sums.attributes.computeIfAbsent(key, _ -> new HashSet<>());
            if (values.size() <= Grouping.MOST) {
                values.add(value);
            }
        });
    }

    Journeys.Survey survey() {
        var sizes = new EnumMap<DataKind, Map<@Nullable ProgramId, Size>>(DataKind.class);
        var values = new EnumMap<DataKind, Map<String, Size>>(DataKind.class);
        var attributes = new EnumMap<DataKind, List<String>>(DataKind.class);
        kinds.forEach((kind, sums) -> {
            var ofKind = new HashMap<@Nullable ProgramId, Size>();
            ofKind.put(null, sums.all.size());
            sums.programs.forEach((in, sum) -> ofKind.put(in, sum.size()));
            sizes.put(kind, ofKind);
            var byValue = new HashMap<String, Size>();
            sums.values.forEach((value, sum) -> byValue.put(value, sum.size()));
            values.put(kind, byValue);
            attributes.put(
                    kind,
                    sums.attributes.entrySet().stream()
                            .filter(attribute -> attribute.getValue().size() <= Grouping.MOST)
                            .map(Map.Entry::getKey)
                            .toList());
        });
        return new Journeys.Survey(sizes, values, attributes);
    }
}
