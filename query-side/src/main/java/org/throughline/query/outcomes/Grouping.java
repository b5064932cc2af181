package org.throughline.query.outcomes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.throughline.query.page.Words;

/**
 * What journeys are compared by.
 *
 * @param key its name in addresses
 * @param label what it is called on pages
 * @param sql what tells the group of a row {@code o}; null where the row does not know it
 * @param attribute the attribute that {@code :attribute} stands for
 */
record Grouping(
        String key, String label, String sql, @Nullable String attribute) {
    /** The group of those for whom it is not recorded. */
    static final String MISSING = "";

    /** The group of all that are too many to be compared one by one. */
    static final String OTHERS = "*";

    /** What is left over when groups are made. */
    static final List<String> LEFTOVERS = List.of(OTHERS, MISSING);

    /** As many curves as can be told apart in one picture. */
    static final int MOST = 8;

    static final String ATTRIBUTE = "attribute:";

    private static final Grouping NONE = new Grouping("none", "Nothing", "'all'", null);
    private static final Grouping PROGRAM = new Grouping("program", "Program", "o.program::text", null);

    private static final List<Grouping> FIXED = List.of(
            NONE,
            PROGRAM,
            new Grouping("level", "Level of care", "o.level_of_care", null),
            new Grouping("sex", "Sex", "o.teds->>'SEX'", null),
            // two of TEDS's bands each, so that groups are large enough to be compared
            new Grouping("age", "Age at admission", "(((o.teds->>'AGE')::int + 1) / 2)::text", null),
            new Grouping(
                    "referral",
                    "Referral",
                    "case when o.teds->>'PSOURCE' = '7' then '7' " + "when o.teds->>'PSOURCE' is not null then '1' end",
                    null),
            new Grouping("substance", "Primary substance", "o.teds->>'SUB1'", null));

    private static final Map<String, String> SEX = Map.of("1", "Male", "2", "Female");
    private static final Map<String, String> AGE =
            Map.of("1", "12–17", "2", "18–24", "3", "25–34", "4", "35–44", "5", "45–54", "6", "55 and over");
    private static final Map<String, String> REFERRAL = Map.of("7", "Court or criminal justice", "1", "Any other");

    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    /** Those that every journey can be compared by. */
    static List<Grouping> fixed() {
        return FIXED;
    }

    /** By an attribute of the admission. */
    static Grouping ofAttribute(String attribute) {
        return new Grouping(
                ATTRIBUTE + attribute, Words.of(attribute), "o.attributes->>cast(:attribute as text)", attribute);
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
