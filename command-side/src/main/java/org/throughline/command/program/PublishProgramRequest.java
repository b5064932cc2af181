package org.throughline.command.program;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Population;

/** A program to publish. */
@Schema(name = "ProgramToPublish", description = "A program to publish.")
record PublishProgramRequest(
        @NotBlank @Size(max = 200) String name,

        @NotNull @Schema(description = "By the code that ASAM gives it.")
        LevelOfCare levelOfCare,

        @NotNull Population population,

        @NotNull
        @Schema(
                type = "string",
                description = "An IANA time zone; days and weeks are counted in it.",
                example = "America/New_York")
        ZoneId timeZone) {}
