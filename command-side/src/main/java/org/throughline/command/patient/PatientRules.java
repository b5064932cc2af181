package org.throughline.command.patient;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.patient.PatientFacts.Stay;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.FieldChecks;
import org.throughline.command.submission.Permission;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.Contact;
import org.throughline.events.ErasureBasis;
import org.throughline.events.Identifier;
import org.throughline.events.JourneyEntry;
import org.throughline.events.Occurred;
import org.throughline.events.PatientEvent;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.Personal;
import org.throughline.events.Role;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;

/** Which events a command about a patient causes. Pure. */
public final class PatientRules {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_IDENTIFIERS = 20;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final Pattern SYSTEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}");

    private PatientRules() {}

    /**
     * What the actor does it as.
     *
     * @throws Refused if the actor may not do it
     */
    public static Role permit(Actor actor, Patient patient, PatientCommand command) {
        return switch (command) {
            case RegisterPatient c ->
                Permission.in(actor, c.programId(), Role.CLINICIAN, Role.SUPERVISOR, Role.ADMINISTRATOR);
            case ErasePersonalData ignored -> Permission.anywhere(actor, Role.ADMINISTRATOR);
        };
    }

    /**
     * The events that happen.
     *
     * @throws Refused if a rule forbids it
     */
    public static List<PatientEvent> decide(Patient patient, PatientFacts facts, PatientCommand command) {
        return switch (command) {
            case RegisterPatient c -> List.of(register(patient, facts, c));
            case ErasePersonalData c -> List.of(erase(patient, facts, c));
        };
    }

    private static PatientRegistered register(Patient patient, PatientFacts facts, RegisterPatient c) {
        if (patient.erased()) {
            throw new Refused(Rule.PERSONAL_DATA_ERASED);
        }
        if (patient.program().isPresent()) {
            throw new Refused(Rule.ALREADY_REGISTERED);
        }
        var occurred = now(facts.program(), c);
        check(c, occurred.day());
        return new PatientRegistered(
                c.patientId(),
                c.programId(),
                occurred,
                Personal.known(c.name()),
                Personal.known(c.birthDate()),
                c.birthDateAssumed() ? true : null,
                contact(c.contact()),
                c.identifiers().isEmpty() ? null : Personal.known(List.copyOf(c.identifiers())));
    }

    private static void check(RegisterPatient c, LocalDate today) {
        var checks = new FieldChecks()
                .optional("name.given", c.name().given(), LONGEST_NAME)
                .optional("name.family", c.name().family(), LONGEST_NAME)
                .that(
                        !(c.name().given() + c.name().family()).isBlank(),
                        Rule.INVALID,
                        "name",
                        "A patient has one name at least.")
                .happened("birthDate", c.birthDate(), today)
                .complete("identifiers", c.identifiers());
        if (c.contact() != null) {
            checks.optional("contact.telephone", c.contact().telephone(), 50)
                    .optional("contact.email", c.contact().email(), 254)
                    .optional("contact.address", c.contact().address(), 500);
        }
        checks.refuse();
        checks.between("identifiers", c.identifiers().size(), 0, MOST_IDENTIFIERS);
        for (var identifier : c.identifiers()) {
            check(checks, identifier);
        }
        checks.refuse();
    }

    private static void check(FieldChecks checks, Identifier identifier) {
        checks.form(
                        "identifiers.system",
                        identifier.system(),
                        SYSTEM,
                        "Who gave out a number is told by a short code, such as mrn.")
                .text("identifiers.value", identifier.value(), 100);
    }

    private static @Nullable Personal<Contact> contact(@Nullable Contact contact) {
        if (contact == null) {
            return null;
        }
        return Stream.of(
                                Optional.ofNullable(contact.telephone()),
                                Optional.ofNullable(contact.email()),
                                Optional.ofNullable(contact.address()))
                        .allMatch(Optional::isEmpty)
                ? null
                : Personal.known(contact);
    }

    /** Erasure rewrites nothing: it orders the key destroyed, once no journey needs its data to be kept. */
    private static PersonalDataErased erase(Patient patient, PatientFacts facts, ErasePersonalData c) {
        if (patient.program().isEmpty()) {
            throw new Refused(Rule.PATIENT_NOT_FOUND);
        }
        if (patient.erased()) {
            throw new Refused(Rule.PERSONAL_DATA_ERASED);
        }
        var occurred = now(facts.program(), c);
        refuseWhileRetained(facts, occurred.day());
        if (c.basis() == ErasureBasis.RETENTION_EXPIRED && facts.journeys().isEmpty()) {
            throw Refused.because(
                    Rule.INVALID,
                    "basis",
                    "Nobody was treated under this registration, so nothing had to be kept; choose another basis.");
        }
        var kept = facts.journeys().stream()
                .flatMap(stay -> keptUntil(stay, occurred.day()).stream())
                .max(LocalDate::compareTo);
        return new PersonalDataErased(c.patientId(), occurred, c.keyId(), c.basis(), kept.orElse(null));
    }

    private static void refuseWhileRetained(PatientFacts facts, LocalDate today) {
        if (facts.journeys().stream().anyMatch(stay -> stay.journey().open())) {
            throw retained("A journey of this patient is still open, and its personal data is needed for it.");
        }
        facts.journeys().stream()
                .flatMap(stay -> keptUntil(stay, today).stream())
                .max(LocalDate::compareTo)
                .filter(today::isBefore)
                .ifPresent(until -> {
                    throw retained(
                            "The policy of the program keeps the personal data until " + DAY.format(until) + ".");
                });
    }

    private static Refused retained(String why) {
        return new Refused(Rule.RETAINED, null, why, List.of());
    }

    /**
     * The first day on which an ended journey no longer demands the data: the years of the policy after the last day that
     * anything is known of. Where the policy of that day and today's differ, the longer holds. A journey of which nothing
     * counts demands nothing.
     */
    private static Optional<LocalDate> keptUntil(Stay stay, LocalDate today) {
        return stay.journey().effective().values().stream()
                .map(JourneyEntry::occurred)
                .map(Occurred::day)
                .max(LocalDate::compareTo)
                .map(last -> last.plusYears(years(stay.program(), last, today)));
    }

    private static int years(Program program, LocalDate last, LocalDate today) {
        return Stream.of(last, today)
                .flatMap(day -> program.policyOn(day).stream())
                .mapToInt(adopted -> adopted.policy().retentionYears())
                .max()
                .orElse(0);
    }

    private static Occurred now(Program program, PatientCommand c) {
        var published = program.published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND, "programId");
        }
        return new Occurred(c.recordedAt(), published.timeZone());
    }
}
