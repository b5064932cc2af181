package org.throughline.command.intake;

import io.swagger.v3.oas.annotations.media.Schema;
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
@Schema(description = "Where a field’s value comes from: exactly one of constant, column, named and choose.")
public record Value(
        @Schema(description = "The same for all rows.") @Nullable
        String constant,

        @Schema(description = "What the column says.") @Nullable
        String column,

        @Schema(description = "One of the mapping’s values, by name.") @Nullable
        String named,

        @Schema(description = "The first choice whose condition holds.") @Nullable
        List<Choice> choose,

        @Schema(description = "Every code that the column may have, with what it means here.") @Nullable
        Map<String, String> codes,

        @Schema(description = "For numbers: the first band that the number is below.") @Nullable
        List<Band> bands,

        @Schema(description = "For numbers: the most that is taken over.") @Nullable
        Integer atMost,

        @Schema(description = "Put in front.") @Nullable String prefix) {

    /**
     * A value for some rows.
     *
     * @param when for which rows; for all without it
     */
    @Schema(
            description = "A value for the rows that a condition holds for; for all without one.",
            requiredProperties = {"value"})
    public record Choice(@Nullable Condition when, Value value) {}

    /**
     * A range of numbers.
     *
     * @param below where it ends; the last has no end
     */
    @Schema(
            description = "A range of numbers; the last has no end.",
            requiredProperties = {"value"})
    public record Band(
            @Schema(description = "Where it ends.") @Nullable
            BigDecimal below,

            @Schema(description = "What it is called.") String value) {}

    /**
     * Which rows are meant: all that is said must hold.
     *
     * @param column the column that is looked at
     * @param present whether the column says anything
     * @param equalTo one of these texts
     * @param atLeast a number not below this one
     * @param below a number below this one
     */
    @Schema(
            description = "Which rows are meant: all that is said must hold.",
            requiredProperties = {"column"})
    public record Condition(
            @Schema(description = "The column that is looked at.")
            String column,

            @Schema(description = "Whether the column says anything.") @Nullable
            Boolean present,

            @Schema(description = "One of these texts.") @Nullable
            List<String> equalTo,

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
