package org.throughline.command.submission;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.throughline.command.submission.Refused.Problem;
import org.throughline.events.storage.Texts;

/** Collects what is wrong with the fields of a command, so that all of it is answered at once. Never repeats a value. */
public final class FieldChecks {
    /** No record of treatment is older, nor is anybody treated. */
    public static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    /** How members of the staff are named: by an opaque id, never by a name in full. */
    public static final Pattern STAFF = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+-]{0,99}");

    private static final Instant EARLIEST_MOMENT = Instant.parse("1900-01-01T00:00:00Z");
    private final List<Problem> problems = new ArrayList<>();

    /** A text that must be there. */
    public FieldChecks text(String field, String text, int longest) {
        return text.isBlank()
                ? that(false, Rule.INVALID, field, "This must not be empty.")
                : optional(field, text, longest);
    }

    /** A text that may be left out. */
    public FieldChecks optional(String field, @Nullable String text, int longest) {
        if (text != null) {
            that(
                    text.codePointCount(0, text.length()) <= longest,
                    Rule.INVALID,
                    field,
                    "This has more than " + longest + " characters.");
            that(Texts.storable(text), Rule.INVALID, field, "This holds a character that cannot be stored.");
        }
        return this;
    }

    /** A number within limits, both included. */
    public FieldChecks between(String field, int value, int least, int most) {
        return that(
                value >= least && value <= most,
                Rule.INVALID,
                field,
                "This must lie between " + least + " and " + most + ".");
    }

    /** A text of a certain form. */
    public FieldChecks form(String field, @Nullable String text, Pattern form, String expected) {
        return that(text != null && form.matcher(text).matches(), Rule.INVALID, field, expected);
    }

    /** Values of a list or map from outside, where a null could have slipped in. */
    public FieldChecks complete(String field, Collection<?> values) {
        return that(values.stream().allMatch(value -> value != null), Rule.INVALID, field, "A value is missing.");
    }

    /** Problems that a code list found, by variable. */
    public FieldChecks codes(String field, Map<String, String> found) {
        found.forEach((variable, detail) -> that(false, Rule.UNKNOWN_CODE, field + "." + variable, detail + "."));
        return this;
    }

    /** A moment that has come, and not too long ago to be true. */
    public FieldChecks happened(String field, Instant at, Instant now) {
        that(!at.isAfter(now), Rule.IN_THE_FUTURE, field, Rule.IN_THE_FUTURE.sentence());
        return that(!at.isBefore(EARLIEST_MOMENT), Rule.INVALID, field, "The day lies too far back.");
    }

    /** A day that has come, and not too long ago to be true. */
    public FieldChecks happened(String field, LocalDate day, LocalDate today) {
        that(!day.isAfter(today), Rule.IN_THE_FUTURE, field, Rule.IN_THE_FUTURE.sentence());
        return that(!day.isBefore(EARLIEST), Rule.INVALID, field, "The day lies too far back.");
    }

    /** Anything else. */
    public FieldChecks that(boolean holds, Rule rule, String field, String detail) {
        if (!holds) {
            problems.add(new Problem(field, rule, detail));
        }
        return this;
    }

    /**
     * The end of checking.
     *
     * @throws Refused if anything is wrong
     */
    public void refuse() {
        if (!problems.isEmpty()) {
            throw Refused.because(problems);
        }
    }
}
