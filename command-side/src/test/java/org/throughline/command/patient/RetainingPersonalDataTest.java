package org.throughline.command.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.throughline.command.patient.Register.NOW;
import static org.throughline.command.patient.Register.PATIENT;
import static org.throughline.command.patient.Register.PROGRAM;
import static org.throughline.command.patient.Register.RIVERSIDE;
import static org.throughline.command.patient.Register.ZONE;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientFacts.Stay;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.ErasureBasis;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Occurred;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Role;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;

/** Personal data is to be destroyed, once no journey demands it to be kept. */
class RetainingPersonalDataTest {
    private static final JourneyId JOURNEY = new JourneyId(new UUID(3, 1));
    private static final UUID KEY = new UUID(8, 1);

    @Test
    void orders_the_key_destroyed_and_notes_until_when_it_was_kept() {
        assertThat(decide(RIVERSIDE, stay("2012-01-09", "2012-06-01"), stay("2014-01-06", "2014-06-01")))
                .isInstanceOfSatisfying(PersonalDataErased.class, erased -> {
                    assertThat(erased.keyId()).isEqualTo(KEY);
                    assertThat(erased.basis()).isEqualTo(ErasureBasis.RETENTION_EXPIRED);
                    assertThat(erased.retainedUntil()).isEqualTo("2020-06-01");
                });
    }

    @Test
    void never_was_due_for_somebody_who_was_never_treated() {
        var facts = new PatientFacts(RIVERSIDE, List.of());

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> PatientRules.decide(new Patient(PROGRAM, false), facts, erase("2026-03-03T12:00:00")))
                .extracting(Refused::field)
                .isEqualTo("basis");
    }

    @Test
    void waits_until_the_years_of_the_policy_are_over() {
        accepts(stay("2019-06-03", "2020-03-03"));
        refuses(stay("2019-06-03", "2020-03-04"));
    }

    @Test
    void waits_to_the_end_of_february_after_a_leap_day() {
        var facts = new PatientFacts(RIVERSIDE, List.of(stay("2020-01-06", "2020-02-29")));
        var patient = new Patient(PROGRAM, false);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> PatientRules.decide(patient, facts, erase("2026-02-27T23:59:59")))
                .extracting(Refused::rule)
                .isEqualTo(Rule.RETAINED);
        assertThat(PatientRules.decide(patient, facts, erase("2026-02-28T00:00:00")))
                .hasSize(1);
    }

    @Test
    void waits_while_a_journey_is_open() {
        refuses(stay("2015-01-05", null));
    }

    @Test
    void waits_for_the_last_of_several_journeys() {
        refuses(stay("2012-01-09", "2012-06-01"), stay("2021-01-04", "2021-06-01"));
        accepts(stay("2012-01-09", "2012-06-01"), stay("2014-01-06", "2014-06-01"));
    }

    @Test
    void tells_why_and_until_when_it_waits() {
        assertThat(reason(stay("2015-01-05", null)))
                .isEqualTo("A journey of this patient is still open, and its personal data is needed for it.");
        assertThat(reason(stay("2012-01-09", "2012-06-01"), stay("2021-01-04", "2021-06-01")))
                .isEqualTo("The policy of the program keeps the personal data until 1 June 2027.");
    }

    @Test
    void waits_as_long_after_a_follow_up() {
        var journey = stay("2012-01-09", "2012-06-01").journey();
        var asked = new FollowUpRecorded(
                JOURNEY,
                PATIENT,
                new EntryId(new UUID(4, 9)),
                on("2021-01-04"),
                FollowUpMethod.TELEPHONE,
                FollowUpStatus.NO_RETURN_REPORTED,
                1,
                null,
                null,
                null);

        refuses(new Stay(journey.after(List.of(asked)), RIVERSIDE));
    }

    @Test
    void waits_for_the_longer_of_two_policies() {
        var two = new ProgramPolicy(DayOfWeek.MONDAY, 540, 60, 180, 360, 24, 14, 3, 30, 2);
        var ten = new ProgramPolicy(DayOfWeek.MONDAY, 540, 60, 180, 360, 24, 14, 3, 30, 10);
        var left = stay("2014-01-06", "2014-06-02").journey();
        var later = stay("2018-01-08", "2018-06-01").journey();

        accepts(new Stay(left, Register.program(two, ten)));
        refuses(new Stay(later, Register.program(two, ten)));
        refuses(new Stay(later, Register.program(ten, ten, two)));
    }

    @Test
    void does_not_wait_for_a_journey_that_was_voided() {
        var voided = new EntryVoided(
                JOURNEY, PATIENT, on("2026-03-01"), new EntryId(new UUID(4, 1)), VoidReason.WRONG_PATIENT, null, null);
        var journey = stay("2026-01-05", null).journey().after(List.of(voided));

        accepts(new Stay(journey, RIVERSIDE));
    }

    @Test
    void happens_once() {
        assertThat(refusal(new Patient(PROGRAM, true)).rule()).isEqualTo(Rule.PERSONAL_DATA_ERASED);
    }

    @Test
    void needs_a_patient() {
        assertThat(refusal(Patient.UNKNOWN).rule()).isEqualTo(Rule.PATIENT_NOT_FOUND);
    }

    @Test
    void is_for_administrators() {
        var sam = new Actor("sam", Set.of(Role.SUPERVISOR, Role.MANAGER), Set.of(PROGRAM));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> PatientRules.permit(sam, new Patient(PROGRAM, false), erase()))
                .extracting(Refused::rule)
                .isEqualTo(Rule.NOT_PERMITTED);
    }

    private static Occurred on(String day) {
        return new Occurred(LocalDate.parse(day).atTime(23, 0).atZone(ZONE).toInstant(), ZONE);
    }

    private static Stay stay(String admitted, @Nullable String left) {
        JourneyEvent enrolled = new Enrolled(
                JOURNEY,
                PATIENT,
                new EntryId(new UUID(4, 1)),
                on(admitted),
                PROGRAM,
                LevelOfCare.INTENSIVE_OUTPATIENT,
                540,
                "kim",
                new TreeMap<>(),
                List.of(),
                new TreeMap<>(),
                null,
                null,
                1,
                null,
                null,
                null);
        var journey = Journey.evolve(Journey.UNENROLLED, enrolled);
        return new Stay(left == null ? journey : Journey.evolve(journey, discharged(left)), RIVERSIDE);
    }

    private static Discharged discharged(String left) {
        return new Discharged(
                JOURNEY,
                PATIENT,
                new EntryId(new UUID(4, 2)),
                on(left),
                DischargeReason.COMPLETED,
                LocalDate.parse(left),
                new TreeMap<>(),
                1,
                null,
                null,
                null);
    }

    private static ErasePersonalData erase() {
        return new ErasePersonalData(PATIENT, NOW, KEY, ErasureBasis.RETENTION_EXPIRED);
    }

    private static ErasePersonalData erase(String local) {
        var at = LocalDateTime.parse(local).atZone(ZONE).toInstant();
        return new ErasePersonalData(PATIENT, at, KEY, ErasureBasis.RETENTION_EXPIRED);
    }

    private static Object decide(Program program, Stay... stays) {
        return PatientRules.decide(
                        new Patient(PROGRAM, false), new PatientFacts(program, Arrays.asList(stays)), erase())
                .getFirst();
    }

    private static void accepts(Stay... stays) {
        assertThat(decide(RIVERSIDE, stays)).isInstanceOf(PersonalDataErased.class);
    }

    private static void refuses(Stay... stays) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(RIVERSIDE, stays))
                .extracting(Refused::rule)
                .isEqualTo(Rule.RETAINED);
    }

    private static String reason(Stay... stays) {
        return assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(RIVERSIDE, stays))
                .actual()
                .detail();
    }

    private static Refused refusal(Patient patient) {
        return assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> PatientRules.decide(patient, new PatientFacts(RIVERSIDE, List.of()), erase()))
                .actual();
    }
}
