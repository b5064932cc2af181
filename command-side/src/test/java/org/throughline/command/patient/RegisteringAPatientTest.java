package org.throughline.command.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.throughline.command.patient.Register.NOW;
import static org.throughline.command.patient.Register.PATIENT;
import static org.throughline.command.patient.Register.PROGRAM;
import static org.throughline.command.patient.Register.RIVERSIDE;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.Contact;
import org.throughline.events.Identifier;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PersonName;
import org.throughline.events.Personal;
import org.throughline.events.Role;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;

/** A person becomes known to a program. */
class RegisteringAPatientTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ana",
                "שרה",
                "李",
                "👩‍🔬",
                "'; drop table event; --",
                "<script>alert(1)</script>",
                "O’Neill-Łukasz"
            })
    void keeps_names_in_any_script_as_they_are(String given) {
        assertThat(registered(named(given, "")).name()).isEqualTo(Personal.known(new PersonName(given, "")));
    }

    @Test
    void needs_one_name() {
        refuses(named("", " "), Rule.INVALID, "name");
    }

    @Test
    void refuses_names_that_cannot_be_stored() {
        refuses(named("A\0na", ""), Rule.INVALID, "name.given");
        refuses(named("Ana", "\ud83d"), Rule.INVALID, "name.family");
        refuses(named("x".repeat(201), ""), Rule.INVALID, "name.given");
    }

    @Test
    void refuses_births_that_nobody_had() {
        refuses(born("0000-01-01"), Rule.INVALID, "birthDate");
        refuses(born("1899-12-31"), Rule.INVALID, "birthDate");
        refuses(born("2026-03-04"), Rule.IN_THE_FUTURE, "birthDate");
        assertThat(registered(born("2026-03-03")).birthDate()).isEqualTo(Personal.known(LocalDate.parse("2026-03-03")));
        assertThat(registered(born("2004-02-29")).birthDate()).isEqualTo(Personal.known(LocalDate.parse("2004-02-29")));
    }

    @Test
    void leaves_out_what_was_left_empty() {
        var registered = registered(register("Ana", "", "1990-01-01", new Contact(null, null, null), List.of()));

        assertThat(registered.contact()).isNull();
        assertThat(registered.identifiers()).isNull();
    }

    @Test
    void checks_contacts_and_numbers() {
        refuses(
                register("Ana", "", "1990-01-01", new Contact("1".repeat(51), null, null), List.of()),
                Rule.INVALID,
                "contact.telephone");
        refuses(
                register("Ana", "", "1990-01-01", null, List.of(new Identifier("a b", "1"))),
                Rule.INVALID,
                "identifiers.system");
        refuses(
                register("Ana", "", "1990-01-01", null, List.of(new Identifier("mrn", " "))),
                Rule.INVALID,
                "identifiers.value");
    }

    @Test
    void happens_once() {
        refuses(new Patient(PROGRAM, false), named("Ana", ""), Rule.ALREADY_REGISTERED);
    }

    @Test
    void never_happens_again_after_an_erasure() {
        refuses(new Patient(PROGRAM, true), named("Ana", ""), Rule.PERSONAL_DATA_ERASED);
    }

    @Test
    void needs_a_program() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> PatientRules.decide(
                        Patient.UNKNOWN, new PatientFacts(Program.UNPUBLISHED, List.of()), named("Ana", "")))
                .extracting(Refused::rule)
                .isEqualTo(Rule.PROGRAM_NOT_FOUND);
    }

    @Test
    void is_for_those_who_treat_in_the_program() {
        var kim = new Actor("kim", Set.of(Role.CLINICIAN), Set.of(PROGRAM));
        var eve = new Actor("eve", Set.of(Role.RESEARCHER), Set.of(PROGRAM));

        assertThat(PatientRules.permit(kim, Patient.UNKNOWN, named("Ana", ""))).isEqualTo(Role.CLINICIAN);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> PatientRules.permit(eve, Patient.UNKNOWN, named("Ana", "")))
                .extracting(Refused::rule)
                .isEqualTo(Rule.NOT_PERMITTED);
    }

    private static RegisterPatient named(String given, String family) {
        return register(given, family, "1990-01-01", null, List.of());
    }

    private static RegisterPatient born(String day) {
        return register("Ana", "", day, null, List.of());
    }

    private static RegisterPatient register(
            String given, String family, String born, @Nullable Contact contact, List<Identifier> identifiers) {
        return new RegisterPatient(
                PATIENT, NOW, PROGRAM, new PersonName(given, family), LocalDate.parse(born), contact, identifiers);
    }

    private static PatientRegistered registered(RegisterPatient command) {
        return (PatientRegistered) PatientRules.decide(Patient.UNKNOWN, new PatientFacts(RIVERSIDE, List.of()), command)
                .getFirst();
    }

    private static Refused refuses(Patient patient, RegisterPatient command, Rule rule) {
        var refused = assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> PatientRules.decide(patient, new PatientFacts(RIVERSIDE, List.of()), command))
                .actual();
        assertThat(refused.rule()).isEqualTo(rule);
        return refused;
    }

    private static void refuses(RegisterPatient command, Rule rule, String field) {
        assertThat(refuses(Patient.UNKNOWN, command, rule).field()).isEqualTo(field);
    }
}
