package org.throughline.command.session;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.throughline.events.CancellationReason;

/** Why a session is called off. */
@Schema(name = "SessionToCancel", description = "Why a session is called off.")
record CancelSessionRequest(@NotNull CancellationReason reason) {}
