package org.throughline.command.session;

import jakarta.validation.constraints.NotNull;
import org.throughline.events.CancellationReason;

/** Why a session is called off. */
record CancelSessionRequest(@NotNull CancellationReason reason) {}
