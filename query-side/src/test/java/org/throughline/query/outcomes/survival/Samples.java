package org.throughline.query.outcomes.survival;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Samples made to be hard: seeded, with heavy ties, and with every edge that R has a rule for. */
final class Samples {

    private Samples() {}

    static Map<String, List<Subject>> all() {
        var samples = new LinkedHashMap<String, List<Subject>>();
        samples.put("heavy-ties", random(1, 400, 30, 3, 2, 0.4));
        samples.put("hardly-a-tie", random(2, 300, 100_000, 2, 1, 0.3));
        samples.put("two-years", random(3, 5000, 730, 5, 3, 0.5));
        samples.put("mostly-censored", random(4, 800, 200, 4, 2, 0.95));
        samples.put("nobody-censored", random(5, 250, 60, 2, 3, 0));
        samples.put("a-week", random(6, 2000, 7, 6, 4, 0.2));
        for (var seed = 10; seed < 40; seed++) {
            samples.put("small-" + seed, random(seed, 4 + seed % 9, 3 + seed % 7, 2, 2, seed % 3 * 0.2));
        }
        samples.put("all-censored", alternating(List.of(censored(3), censored(3), censored(8))));
        samples.put("one-event", alternating(List.of(event(5))));
        samples.put("one-day", alternating(List.of(event(5), event(5), event(5), event(5), censored(5))));
        samples.put("events-on-day-0", alternating(List.of(event(0), event(0), censored(0), event(4), event(9))));
        samples.put(
                "flat-at-a-half",
                alternating(List.of(
                        event(2), event(4), event(6), censored(7), censored(8), event(12), event(15), event(20))));
        samples.put("flat-with-censoring-between", alternating(List.of(event(2), event(4), censored(9), event(12))));
        samples.put(
                "ends-at-a-half",
                alternating(List.of(event(2), event(4), event(6), censored(7), censored(8), censored(20))));
        samples.put("ends-at-a-half-by-event", alternating(List.of(event(2), event(6), censored(6), censored(6))));
        samples.put(
                "ends-at-zero",
                alternating(List.of(event(1), censored(2), event(3), event(3), censored(4), event(5), event(5))));
        samples.put(
                "another-cause-ends-it",
                alternating(List.of(event(1), event(2), new Observation(3, 2), event(3), new Observation(4, 2))));
        return samples;
    }

    private static Observation event(int day) {
        return Observation.event(day);
    }

    private static Observation censored(int day) {
        return Observation.censored(day);
    }

    private static List<Subject> alternating(List<Observation> seen) {
        var subjects = new ArrayList<Subject>();
        for (var index = 0; index < seen.size(); index++) {
            subjects.add(new Subject(seen.get(index), index % 2));
        }
        return subjects;
    }

    /** Days fall off geometrically, faster in later groups. */
    private static List<Subject> random(long seed, int size, int days, int groups, int causes, double censored) {
        var random = new Random(seed);
        var subjects = new ArrayList<Subject>();
        for (var index = 0; index < size; index++) {
            var group = index % groups;
            var scale = days / (2.5 + 0.4 * group);
            var day = (int) Math.min(days, -scale * Math.log(1 - random.nextDouble()) + random.nextInt(2));
            var cause = random.nextDouble() < censored ? Observation.CENSORED : 1 + random.nextInt(causes);
            subjects.add(new Subject(new Observation(day, cause), group));
        }
        return subjects;
    }
}
