package org.throughline.command.patient;

import java.util.List;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.record.Streams;
import org.throughline.command.submission.Wiring;

/** How commands to patients reach their rules, and what an order to erase sets off. */
public final class PatientWiring {
    private PatientWiring() {}

    /** The wiring. */
    public static Wiring<PatientCommand> wiring(Streams streams, KeyDestruction destruction) {
        return new Wiring<>(
                PatientAggregate.class,
                PatientCommand.class,
                command -> command.patientId().value(),
                PatientCommand::recordedAt,
                List.of(new PatientFactsLoader(streams)),
                command -> {
                    switch (command) {
                        case ErasePersonalData erase -> destruction.obey(erase.patientId());
                        case RegisterPatient ignored -> {}
                    }
                });
    }
}
