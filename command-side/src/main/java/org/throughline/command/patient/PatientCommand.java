package org.throughline.command.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.Contact;
import org.throughline.events.ErasureBasis;
import org.throughline.events.Identifier;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.ProgramId;

/** What can be asked to happen to a patient. */
public sealed interface PatientCommand {
    /** The patient. */
    PatientId patientId();

    /** The time at the edge. */
    Instant recordedAt();

    /**
     * Make a person known to a program.
     *
     * @param birthDateAssumed whether the day of birth is made from an age (imports only)
     */
    record RegisterPatient(
            PatientId patientId,
            Instant recordedAt,
            ProgramId programId,
            PersonName name,
            LocalDate birthDate,
            boolean birthDateAssumed,
            @Nullable Contact contact,
            List<Identifier> identifiers)
            implements PatientCommand {
        /** A person whose day of birth is known. */
        public RegisterPatient(
                PatientId patientId,
                Instant recordedAt,
                ProgramId programId,
                PersonName name,
                LocalDate birthDate,
                @Nullable Contact contact,
                List<Identifier> identifiers) {
            this(patientId, recordedAt, programId, name, birthDate, false, contact, identifiers);
        }

        @Override
        public String toString() {
            return "RegisterPatient[" + patientId + "]";
        }
    }

    /**
     * Destroy the key of a patient's personal data.
     *
     * @param keyId the key, found at the edge
     */
    record ErasePersonalData(PatientId patientId, Instant recordedAt, UUID keyId, ErasureBasis basis)
            implements PatientCommand {}
}
