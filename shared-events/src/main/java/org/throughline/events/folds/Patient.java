package org.throughline.events.folds;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.throughline.events.PatientEvent;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.ProgramId;

/**
 * A patient as far as rules need it: no identity.
 *
 * @param registeredBy the program that registered the patient, null before that
 * @param erased whether the personal data is destroyed
 */
public record Patient(@Nullable ProgramId registeredBy, boolean erased) {
    /** Before anything happened. */
    public static final Patient UNKNOWN = new Patient(null, false);

    /** The patient after one more event. */
    public static Patient evolve(Patient patient, PatientEvent event) {
        return switch (event) {
            case PatientRegistered registered -> new Patient(registered.programId(), patient.erased);
            case PersonalDataErased ignored -> new Patient(patient.registeredBy, true);
        };
    }

    /** The program that registered the patient, if the patient is known. */
    public Optional<ProgramId> program() {
        return Optional.ofNullable(registeredBy);
    }
}
