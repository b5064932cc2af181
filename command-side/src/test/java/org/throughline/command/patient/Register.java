package org.throughline.command.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Occurred;
import org.throughline.events.PatientId;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.folds.Program;

/** A program in New York that keeps records for six years, at 20:00 on the third of March: the fourth by UTC. */
final class Register {
    static final ProgramId PROGRAM = new ProgramId(new UUID(1, 1));
    static final PatientId PATIENT = new PatientId(new UUID(2, 1));
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    static final Instant NOW = Instant.parse("2026-03-04T01:00:00Z");
    static final Program RIVERSIDE = program(ProgramPolicy.ADULT);

    private Register() {}

    static Program program(ProgramPolicy... policies) {
        var then = new Occurred(Instant.parse("2010-01-01T12:00:00Z"), ZONE);
        var adopted = java.util.stream.IntStream.range(0, policies.length)
                .mapToObj(i -> new PolicyAdopted(
                        PROGRAM, then, i + 1, LocalDate.parse("2010-01-01").plusYears(5L * i), policies[i]))
                .toList();
        return new Program(
                new ProgramPublished(
                        PROGRAM, then, "Riverside", LevelOfCare.INTENSIVE_OUTPATIENT, Population.ADULT, ZONE),
                List.copyOf(adopted));
    }
}
