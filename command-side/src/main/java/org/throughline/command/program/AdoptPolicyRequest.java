package org.throughline.command.program;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.throughline.events.ProgramPolicy;

/** A policy to adopt, and from which day on. */
record AdoptPolicyRequest(
        @NotNull LocalDate effectiveFrom, @NotNull ProgramPolicy policy) {}
