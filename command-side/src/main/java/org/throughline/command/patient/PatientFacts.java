package org.throughline.command.patient;

import java.util.List;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Program;

/**
 * What the rules about a patient need from other streams.
 *
 * @param program the program that registers the patient, for a registration; else the one that did
 * @param journeys the patient's journeys with the programs they are in
 */
public record PatientFacts(Program program, List<Stay> journeys) {
    /** One journey and its program. */
    public record Stay(Journey journey, Program program) {}

    public PatientFacts {
        journeys = List.copyOf(journeys);
    }
}
