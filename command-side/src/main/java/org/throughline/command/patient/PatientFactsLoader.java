package org.throughline.command.patient;

import java.util.List;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.patient.PatientFacts.Stay;
import org.throughline.command.record.Streams;
import org.throughline.events.ProgramId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;

/** Loads what the rules about a patient need from other streams. */
class PatientFactsLoader {
    private final Streams streams;

    PatientFactsLoader(Streams streams) {
        this.streams = streams;
    }

    PatientFacts load(Patient patient, PatientCommand command) {
        return switch (command) {
            case RegisterPatient c -> new PatientFacts(program(c.programId()), List.of());
            case ErasePersonalData c ->
                new PatientFacts(
                        patient.program().map(this::program).orElse(Program.UNPUBLISHED),
                        streams.journeysOf(c.patientId()).stream()
                                .map(this::stay)
                                .toList());
        };
    }

    private Stay stay(Journey journey) {
        return new Stay(
                journey,
                journey.enrolment()
                        .map(enrolled -> program(enrolled.programId()))
                        .orElse(Program.UNPUBLISHED));
    }

    private Program program(ProgramId id) {
        return streams.read(id.value()).program(id);
    }
}
