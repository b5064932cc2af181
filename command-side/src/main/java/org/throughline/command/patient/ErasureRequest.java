package org.throughline.command.patient;

import jakarta.validation.constraints.NotNull;
import org.throughline.events.ErasureBasis;

/** Why personal data is to be destroyed. */
record ErasureRequest(@NotNull ErasureBasis basis) {}
