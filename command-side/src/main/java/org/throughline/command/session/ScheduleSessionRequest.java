package org.throughline.command.session;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.throughline.events.Modality;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionKind;
import org.throughline.events.UnusualLength;

/** A session to plan. */
@Schema(name = "SessionToSchedule", description = "A session to plan.")
record ScheduleSessionRequest(
        @NotNull ProgramId programId,
        @NotNull SessionKind kind,
        @NotNull Instant starts,
        @NotNull @Min(1) Integer minutes,
        @NotNull Modality modality,

        @NotBlank @Size(max = 100) @Schema(description = "A short code of who leads it: no name is needed.")
        String facilitator,

        @Min(1) @Nullable Integer capacity,

        @Size(max = 50) @Nullable @Schema(description = "The standing group that meets.")
        String group,

        @Nullable @Schema(description = "Needed where the length is unusual by the program’s policy.")
        UnusualLength unusualLength) {}
