package org.throughline.command.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.throughline.events.Modality;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionKind;
import org.throughline.events.UnusualLength;

/** A session to plan. */
record ScheduleSessionRequest(
        @NotNull ProgramId programId,
        @NotNull SessionKind kind,
        @NotNull Instant starts,
        @NotNull @Positive Integer minutes,
        @NotNull Modality modality,
        @NotBlank @Size(max = 100) String facilitator,
        @Positive @Nullable Integer capacity,
        @Size(max = 50) @Nullable String group,
        @Nullable UnusualLength unusualLength) {}
