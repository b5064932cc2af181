package org.throughline.events;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The code lists of the Treatment Episode Data Set that an admission or a discharge may carry. Codes are kept raw, a
 * missing value is left out (the files say −9).
 *
 * @see <a href="https://www.samhsa.gov/data/data-we-collect/teds-treatment-episode-data-set">TEDS codebooks</a>
 */
public final class TedsCodes {
    private static final Map<String, Set<Integer>> LISTS = Stream.of(
                    range("SERVICES", 1, 8),
                    range("PSOURCE", 1, 7),
                    range("DETCRIM", 1, 8),
                    range("SUB1", 1, 19),
                    range("SUB2", 1, 19),
                    range("SUB3", 1, 19),
                    range("ROUTE1", 1, 5),
                    range("ROUTE2", 1, 5),
                    range("ROUTE3", 1, 5),
                    range("FREQ1", 1, 3),
                    range("FREQ2", 1, 3),
                    range("FREQ3", 1, 3),
                    range("FRSTUSE1", 1, 7),
                    range("FRSTUSE2", 1, 7),
                    range("FRSTUSE3", 1, 7),
                    range("EMPLOY", 1, 4),
                    range("LIVARAG", 1, 3),
                    range("ARRESTS", 0, 2),
                    range("FREQ_ATND_SELF_HELP", 1, 5),
                    range("NOPRIOR", 0, 5),
                    range("DAYWAIT", 0, 4),
                    range("METHUSE", 1, 2),
                    range("AGE", 1, 12),
                    range("SEX", 1, 2))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** The variables that are asked again at discharge, for paired measures. */
    private static final Set<String> AT_DISCHARGE = Set.of(
            "SERVICES",
            "SUB1",
            "SUB2",
            "SUB3",
            "FREQ1",
            "FREQ2",
            "FREQ3",
            "EMPLOY",
            "LIVARAG",
            "ARRESTS",
            "FREQ_ATND_SELF_HELP");

    private TedsCodes() {}

    private static Map.Entry<String, Set<Integer>> range(String variable, int from, int to) {
        return Map.entry(
                variable, Set.copyOf(IntStream.rangeClosed(from, to).boxed().toList()));
    }

    /** The variables of an admission, in alphabetical order. */
    public static Set<String> variables() {
        return new TreeSet<>(LISTS.keySet());
    }

    /** What is wrong with the variables of an admission, by variable; empty if nothing is. */
    public static Map<String, String> problemsAtAdmission(Map<String, Integer> teds) {
        var problems = problems(teds, LISTS.keySet());
        if (teds.containsKey("DETCRIM") && !Integer.valueOf(7).equals(teds.get("PSOURCE"))) {
            problems.put("DETCRIM", "DETCRIM is only for referrals by a court (PSOURCE 7)");
        }
        return problems;
    }

    /** What is wrong with the variables of a discharge, by variable; empty if nothing is. */
    public static Map<String, String> problemsAtDischarge(Map<String, Integer> teds) {
        return problems(teds, AT_DISCHARGE);
    }

    private static Map<String, String> problems(Map<String, Integer> teds, Set<String> allowed) {
        var problems = new TreeMap<String, String>();
        teds.forEach((variable, code) -> {
            var list = Optional.ofNullable(LISTS.get(variable)).filter(codes -> allowed.contains(variable));
            if (list.isEmpty()) {
                problems.put(variable, variable + " is not a TEDS variable that is asked here");
            } else if (code == null || !list.get().contains(code)) {
                problems.put(variable, variable + " has no code " + code);
            }
        });
        return problems;
    }
}
