package org.throughline.command.intake;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is wrong with one place of a file or of its mapping.
 *
 * @param line the line of the file that the row begins on, from 1; 0 for the mapping
 * @param field the column, or the field of the mapping
 * @param code stable, for programs
 * @param message for people; it never repeats what the file says
 */
@Schema(
        description = "What is wrong with one place of a file or of its mapping.",
        requiredProperties = {"line", "field", "code", "message"})
public record Flaw(
        @Schema(description = "The line of the file that the row begins on, from 1; 0 for the mapping.")
        long line,

        @Schema(description = "The column, or the field that it was to become; empty for the whole row.")
        String field,

        @Schema(description = "Stable, for programs.") String code,

        @Schema(description = "For people; it never repeats what the file says.")
        String message) {}
