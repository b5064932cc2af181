package org.throughline.command.reception;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;

/**
 * What a client learns of a command that was carried out.
 *
 * @param id the patient, program, session or journey
 * @param entryId the entry that was made, if one was: corrections and retractions refer to it
 * @param version the version now, for If-Match
 * @param position the place in the history, for {@code at-least}
 * @param replayed whether the same had been asked for before under the same key
 * @param correlation what it is noted to belong to; a further command with it in its Correlation belongs to the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "What was recorded, and where.",
        requiredProperties = {"id", "version", "position", "replayed"})
public record Recorded(
        @Schema(description = "The patient, program, session or journey.")
        UUID id,

        @Schema(description = "The entry that was made, if one was: corrections refer to it.") @Nullable
        EntryId entryId,

        @Schema(description = "The version now, for If-Match.")
        long version,

        @Schema(description = "The place in the history: a read with at-least waits for it.")
        long position,

        @Schema(description = "Whether it had been done before under the same key.")
        boolean replayed,

        @Schema(description = "Sent as Correlation with another command, it notes that both belong together.") @Nullable
        UUID correlation) {}
