package org.throughline.command.patient;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.patient.PatientFacts.Stay;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Permission;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.Occurred;
import org.throughline.events.PatientEvent;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.Personal;
import org.throughline.events.Role;
import org.throughline.events.folds.Patient;
import org.throughline.events.storage.Texts;

/** Which events a command about a patient causes. Pure. */
public final class PatientRules {
    private static final int LONGEST_TEXT = 500;
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1880, 1, 1);

    private PatientRules() {}

    /** What the actor does it as, or a refusal. */
    public static Role permit(Actor actor, Patient patient, PatientCommand command) {
        return switch (command) {
            case RegisterPatient c ->
                Permission.in(actor, c.programId(), Role.CLINICIAN, Role.SUPERVISOR, Role.ADMINISTRATOR);
            case ErasePersonalData ignored -> Permission.anywhere(actor, Role.ADMINISTRATOR);
        };
    }

    /** The events that happen, or a refusal. */
    public static List<PatientEvent> decide(Patient patient, PatientFacts facts, PatientCommand command) {
        return switch (command) {
            case RegisterPatient c -> List.of(register(patient, facts, c));
            case ErasePersonalData c -> List.of(erase(patient, facts, c));
        };
    }

    private static PatientRegistered register(Patient patient, PatientFacts facts, RegisterPatient c) {
        if (patient.program().isPresent()) {
            throw new Refused(Rule.ALREADY_REGISTERED);
        }
        var published = facts.program().published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND, "programId");
        }
        var occurred = new Occurred(c.recordedAt(), published.timeZone());
        text("name.given", c.name().given());
        text("name.family", c.name().family());
        if (c.birthDate().isAfter(occurred.day())) {
            throw new Refused(Rule.IN_THE_FUTURE, "birthDate");
        }
        if (c.birthDate().isBefore(EARLIEST_BIRTH)) {
            throw Refused.because(Rule.INVALID, "birthDate", "Nobody alive was born then.");
        }
        if (c.contact() != null) {
            optionalText("contact.telephone", c.contact().telephone());
            optionalText("contact.email", c.contact().email());
            optionalText("contact.address", c.contact().address());
        }
        c.identifiers().forEach(identifier -> {
            text("identifiers", identifier.system());
            text("identifiers", identifier.value());
        });
        return new PatientRegistered(
                c.patientId(),
                c.programId(),
                occurred,
                Personal.known(c.name()),
                Personal.known(c.birthDate()),
                c.contact() == null ? null : Personal.known(c.contact()),
                c.identifiers().isEmpty() ? null : Personal.known(List.copyOf(c.identifiers())));
    }

    private static void text(String field, String text) {
        if (text.isBlank()) {
            throw Refused.because(Rule.INVALID, field, "This must not be empty.");
        }
        optionalText(field, text);
    }

    private static void optionalText(String field, @Nullable String text) {
        if (text != null && text.length() > LONGEST_TEXT) {
            throw Refused.because(Rule.INVALID, field, "This is longer than " + LONGEST_TEXT + " characters.");
        }
        if (text != null && !Texts.storable(text)) {
            throw Refused.because(Rule.INVALID, field, "This holds a character that no text has.");
        }
    }

    private static PersonalDataErased erase(Patient patient, PatientFacts facts, ErasePersonalData c) {
        if (patient.program().isEmpty()) {
            throw new Refused(Rule.PATIENT_NOT_FOUND);
        }
        if (patient.erased()) {
            throw new Refused(Rule.PERSONAL_DATA_ERASED);
        }
        var published = facts.program().published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND);
        }
        var occurred = new Occurred(c.recordedAt(), published.timeZone());
        if (facts.journeys().stream().anyMatch(stay -> retained(stay, occurred.day()))) {
            throw new Refused(Rule.RETAINED);
        }
        return new PersonalDataErased(c.patientId(), occurred, c.keyId(), c.basis());
    }

    private static boolean retained(Stay stay, LocalDate today) {
        if (stay.journey().open()) {
            return true;
        }
        return stay.journey()
                .discharge()
                .flatMap(discharge -> stay.program()
                        .policyOn(discharge.lastContact())
                        .map(adopted -> discharge
                                .lastContact()
                                .plusYears(adopted.policy().retentionYears())))
                .filter(today::isBefore)
                .isPresent();
    }
}
