package org.throughline.command.program;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Population;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;

/** What can be asked to happen to a program. */
public sealed interface ProgramCommand {
    /** The program. */
    ProgramId programId();

    /** The time at the edge. */
    Instant recordedAt();

    /** Open a program's doors. */
    record PublishProgram(
            ProgramId programId,
            Instant recordedAt,
            String name,
            LevelOfCare levelOfCare,
            Population population,
            ZoneId timeZone)
            implements ProgramCommand {}

    /** Adopt rules to run a program by, from a day on. */
    record AdoptPolicy(ProgramId programId, Instant recordedAt, LocalDate effectiveFrom, ProgramPolicy policy)
            implements ProgramCommand {}
}
