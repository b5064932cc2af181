package org.throughline.command.program;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Population;

/** A program to publish. */
record PublishProgramRequest(
        @NotBlank @Size(max = 200) String name,
        @NotNull LevelOfCare levelOfCare,
        @NotNull Population population,
        @NotNull ZoneId timeZone) {}
