package org.throughline.command.intake;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a field's value comes from: a constant, a column, a value that the mapping names, or the first choice whose
 * condition holds; then, in this order, its code is translated, it is put into a band, limited, and given a prefix.
 *
 * @param codes every code that the column may have, with what it means here
 * @param bands for numbers: the first band that the number is below
 * @param atMost for numbers: the most that is taken over
 */
public record Value(
        @Nullable String constant,
        @Nullable String column,
        @Nullable String named,
        @Nullable List<Choice> choose,
        @Nullable Map<String, String> codes,
        @Nullable List<Band> bands,
        @Nullable Integer atMost,
        @Nullable String prefix) {

    /**
     * A value for some rows.
     *
     * @param when for which rows; for all without it
     */
    public record Choice(@Nullable Condition when, Value value) {}

    /**
     * A range of numbers.
     *
     * @param below where it ends; the last has no end
     */
    public record Band(@Nullable BigDecimal below, String value) {}

    /**
     * Which rows are meant: all that is said must hold.
     *
     * @param column the column that is looked at
     * @param present whether the column says anything
     * @param equalTo one of these texts
     * @param atLeast a number not below this one
     * @param below a number below this one
     */
    public record Condition(
            String column,
            @Nullable Boolean present,
            @Nullable List<String> equalTo,
            @Nullable Value atLeast,
            @Nullable Value below) {}

    /** How many sources it names, which must be one. */
    int sources() {
        return (constant == null ? 0 : 1)
                + (column == null ? 0 : 1)
                + (named == null ? 0 : 1)
                + (choose == null ? 0 : 1);
    }
}
