package org.throughline.events;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can happen to a patient: the person, apart from any treatment. */
public sealed interface PatientEvent extends HistoryEvent {
    /** The patient. */
    PatientId patientId();

    @Override
    default UUID stream() {
        return patientId().value();
    }

    /**
     * A person became known to a program.
     *
     * @param programId the program that registered the person, whom the patient belongs to until enrolled
     * @param name as the patient gives it
     * @param birthDate the day of birth
     * @param birthDateAssumed true if the day is a convention, made from an age that an import tells; absent if it is known
     * @param contact how to reach the patient
     * @param identifiers numbers by which others know the patient
     */
    @EventType(name = "patient.registered", meaning = "A person became known to a program.")
    record PatientRegistered(
            PatientId patientId,
            ProgramId programId,
            Occurred occurred,
            @PersonalData("patient.name") Personal<PersonName> name,
            @PersonalData("patient.birth-date") Personal<LocalDate> birthDate,
            @Nullable Boolean birthDateAssumed,
            @PersonalData("patient.contact") @Nullable Personal<Contact> contact,
            @PersonalData("patient.identifiers") @Nullable Personal<List<Identifier>> identifiers)
            implements PatientEvent {}

    /**
     * The key of a patient's personal data was ordered destroyed.
     *
     * @param keyId the key, which is never made anew
     * @param basis why it was allowed
     * @param retainedUntil the day from which no policy demanded any more that the data be kept; absent if none ever did
     */
    @EventType(
            name = "patient.personal-data-erased",
            meaning = "The key to a patient’s personal data is destroyed for ever; the journeys remain.")
    record PersonalDataErased(
            PatientId patientId,
            Occurred occurred,
            UUID keyId,
            ErasureBasis basis,
            @Nullable LocalDate retainedUntil) implements PatientEvent {}
}
