package org.throughline.command.program;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.throughline.events.ProgramPolicy;

/** A policy to adopt, and from which day on. */
@Schema(name = "PolicyToAdopt", description = "A policy to adopt, and from which day on.")
record AdoptPolicyRequest(
        @NotNull @Schema(description = "The first day that is judged by it.")
        LocalDate effectiveFrom,

        @NotNull @Valid Policy policy) {

    /** What differs from program to program. */
    @Schema(name = "Policy", description = "The rules of a program that differ from program to program.")
    record Policy(
            @NotNull @Schema(description = "The first day of the program's week.")
            DayOfWeek weekStart,

            @NotNull @Min(0) @Max(7 * 24 * 60) @Schema(description = "Treatment that a week demands, in minutes.")
            Integer weeklyMinutes,

            @NotNull @Min(1) @Max(24 * 60) @Schema(description = "A shorter session needs a reason.")
            Integer usualShortestMinutes,

            @NotNull @Min(1) @Max(24 * 60) @Schema(description = "A longer session needs a reason.")
            Integer usualLongestMinutes,

            @NotNull @Min(1) @Max(24 * 60) @Schema(description = "A longer session is refused.")
            Integer longestMinutes,

            @NotNull @Min(1) @Schema(description = "Hours after which an entry is late and needs a reason.")
            Integer lateAfterHours,

            @NotNull @Min(0) @Schema(description = "Days within which a missed session can be made up for.")
            Integer makeUpWithinDays,

            @NotNull @Min(1) @Schema(description = "Absences one after another that call for attention.")
            Integer absencesInARow,

            @NotNull @Min(1) @Schema(description = "Days without any contact that call for attention.")
            Integer silenceDays,

            @NotNull @Min(0) @Schema(description = "Years that personal data must be kept after the last contact.")
            Integer retentionYears) {}

    ProgramPolicy adopted() {
        return new ProgramPolicy(
                policy.weekStart(),
                policy.weeklyMinutes(),
                policy.usualShortestMinutes(),
                policy.usualLongestMinutes(),
                policy.longestMinutes(),
                policy.lateAfterHours(),
                policy.makeUpWithinDays(),
                policy.absencesInARow(),
                policy.silenceDays(),
                policy.retentionYears());
    }
}
