package org.throughline.query.outcomes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.throughline.query.outcome.CountedJourney;
import org.throughline.query.page.Words;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * What journeys are compared by.
 *
 * @param key its name in addresses
 * @param label what it is called on pages
 * @param group what tells the group of a journey; null where it is not recorded
 * @param attribute the attribute that it is by, if it is by one
 */
record Grouping(
        String key,
        String label,
        Function<CountedJourney, @Nullable Object> group,
        @Nullable String attribute) {
    /** The group of those for whom it is not recorded. */
    static final String MISSING = "";

    /** The group of all that are too many to be compared one by one. */
    static final String OTHERS = "*";

    /** What is left over when groups are made. */
    static final List<String> LEFTOVERS = List.of(OTHERS, MISSING);

    /** As many curves as can be told apart in one picture. */
    static final int MOST = 8;

    static final String ATTRIBUTE = "attribute:";

    /** So many attributes are remembered while journeys are gone through; beyond them it is only slower. */
    static final int REMEMBERED = 10_000;

    private static final int COURT = 7;
    private static final int ANY_OTHER = 1;

    private static final Grouping NONE = new Grouping("none", "Nothing", _ -> "all", null);
    private static final Grouping PROGRAM = new Grouping("program", "Program", CountedJourney::program, null);

    private static final List<Grouping> FIXED = List.of(
            NONE,
            PROGRAM,
            new Grouping("level", "Level of care", CountedJourney::level, null),
            new Grouping("sex", "Sex", CountedJourney::sex, null),
            new Grouping("age", "Age at admission", Grouping::band, null),
            new Grouping("referral", "Referral", Grouping::referral, null),
            new Grouping("substance", "Primary substance", CountedJourney::substance, null));

    private static final Map<String, String> SEX = Map.of("1", "Male", "2", "Female");
    private static final Map<String, String> AGE =
            Map.of("1", "12–17", "2", "18–24", "3", "25–34", "4", "35–44", "5", "45–54", "6", "55 and over");
    private static final Map<String, String> REFERRAL = Map.of("7", "Court or criminal justice", "1", "Any other");

    private static final ObjectReader ATTRIBUTES = JsonMapper.shared().readerForMapOf(String.class);
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    /** Those that every journey can be compared by. */
    static List<Grouping> fixed() {
        return FIXED;
    }

    /** Two of TEDS's bands each, so that groups are large enough to be compared. */
    private static @Nullable Object band(CountedJourney journey) {
        var age = journey.age();
        return age == null ? null : (Object) ((age + 1) / 2);
    }

    private static @Nullable Object referral(CountedJourney journey) {
        var referral = journey.referral();
        return referral == null ? null : (Object) (referral == COURT ? COURT : ANY_OTHER);
    }

    /** By an attribute of the admission. */
    static Grouping ofAttribute(String attribute) {
        // many journeys have the same attributes
        var known = new ConcurrentHashMap<String, Optional<String>>();
        return new Grouping(
                ATTRIBUTE + attribute,
                Words.of(attribute),
                journey -> {
                    var value = known.get(journey.attributes());
                    if (value == null) {
                        value = Optional.ofNullable(
                                attributes(journey.attributes()).get(attribute));
                        if (known.size() < REMEMBERED) {
                            known.put(journey.attributes(), value);
                        }
                    }
                    return value.orElse(null);
                },
                attribute);
    }

    /** What is recorded as attributes. */
    static Map<String, String> attributes(String json) {
        return json.equals("{}") ? Map.of() : ATTRIBUTES.readValue(json);
    }

    /** The group of a journey; {@link #MISSING} if it is not recorded. */
    String valueOf(CountedJourney journey) {
        var value = group.apply(journey);
        return value == null ? MISSING : value.toString();
    }

    /** The one of this name, if there is one. */
    static Optional<Grouping> of(String key) {
        if (key.startsWith(ATTRIBUTE) && key.length() > ATTRIBUTE.length()) {
            return Optional.of(ofAttribute(key.substring(ATTRIBUTE.length())));
        }
        return FIXED.stream().filter(grouping -> grouping.key.equals(key)).findFirst();
    }

    /** Whether all journeys stay together. */
    boolean none() {
        return key.equals(NONE.key);
    }

    /** Whether each program is a group. */
    boolean byProgram() {
        return key.equals(PROGRAM.key);
    }

    /** What a group is called. */
    String labelOf(String value, Map<String, String> programs) {
        if (value.equals(MISSING)) {
            return "Not recorded";
        }
        if (value.equals(OTHERS)) {
            return "All others";
        }
        return switch (key) {
            case "program" -> programs.getOrDefault(value, "Unknown program");
            case "level" -> Words.level(value);
            case "sex" -> SEX.getOrDefault(value, value);
            case "age" -> AGE.getOrDefault(value, value);
            case "referral" -> REFERRAL.getOrDefault(value, value);
            case "substance" -> Words.substance(Integer.parseInt(value));
            default -> label + ": " + value;
        };
    }

    /** The order of groups: by number where they are numbered, else by what they are called; leftovers come last. */
    Comparator<String> order(Map<String, String> programs) {
        return Comparator.<String>comparingInt(Grouping::leftover)
                .thenComparingInt(Grouping::number)
                .thenComparing(value -> labelOf(value, programs))
                .thenComparing(Comparator.naturalOrder());
    }

    private static int leftover(String value) {
        return LEFTOVERS.indexOf(value) + 1;
    }

    private static int number(String value) {
        return WHOLE.matcher(value).matches() ? Integer.parseInt(value) : Integer.MAX_VALUE;
    }
}
