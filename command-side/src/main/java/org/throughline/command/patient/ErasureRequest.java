package org.throughline.command.patient;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.throughline.events.ErasureBasis;

/** Why personal data is to be destroyed. */
@Schema(name = "Erasure", description = "Why personal data is to be destroyed.")
record ErasureRequest(@NotNull ErasureBasis basis) {}
