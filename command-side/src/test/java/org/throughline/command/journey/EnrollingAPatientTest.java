package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.ZONE;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Situation.given;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.LevelOfCare;
import org.throughline.events.folds.Patient;

/** A patient is admitted. */
class EnrollingAPatientTest {
    @Test
    void notes_down_the_policy_and_the_level_of_care_of_the_program() {
        var enrolled = given().then(Enrolled.class, enrol());

        assertThat(enrolled.levelOfCare()).isEqualTo(LevelOfCare.INTENSIVE_OUTPATIENT);
        assertThat(enrolled.weeklyMinutes()).isEqualTo(540);
        assertThat(enrolled.policyVersion()).isEqualTo(1);
        assertThat(enrolled.occurred().zone()).isEqualTo(ZONE);
        assertThat(enrolled.previous()).isNull();
    }

    @Test
    void keeps_the_hours_that_were_agreed() {
        assertThat(given().then(Enrolled.class, with(enrol(), 600, null, "F10.20"))
                        .weeklyMinutes())
                .isEqualTo(600);
    }

    @Test
    void is_refused_for_a_patient_nobody_registered() {
        given().of(Patient.UNKNOWN).refuses(enrol(), Rule.PATIENT_NOT_FOUND, "patientId");
    }

    @Test
    void is_refused_before_the_program_has_a_policy() {
        given().refuses(enrol("2019-12-31T23:59"), Rule.PROGRAM_WITHOUT_POLICY, "admittedAt");
    }

    @Test
    void counts_the_first_day_of_a_policy_in_the_time_zone_of_the_program() {
        given().accepts(enrol("2020-01-01T00:00"));
    }

    @Test
    void is_refused_in_the_future_and_accepted_in_the_very_moment() {
        given().accepts(enrol("2026-03-04T12:00"));
        given().refuses(enrol("2026-03-04T12:00:01"), Rule.IN_THE_FUTURE, "admittedAt");
    }

    @Test
    void is_refused_in_an_absurd_year() {
        given().refuses(enrol("0000-01-01T00:00"), Rule.INVALID, "admittedAt");
        given().refuses(enrol("1899-12-31T00:00"), Rule.INVALID, "admittedAt");
    }

    @Test
    void is_refused_twice_on_one_journey() {
        given(enrol()).refuses(enrol(entry(2), "2026-02-03T09:00"), Rule.ALREADY_ENROLLED);
    }

    @Test
    void says_so_when_it_is_only_repeated() {
        given(enrol()).refuses(enrol(), Rule.ENTRY_EXISTS);
    }

    @Test
    void names_every_code_that_is_in_no_list() {
        var refused = given().refuses(
                        with(enrol(), null, new TreeMap<>(Map.of("SUB1", 99, "DETCRIM", 1)), "drunk"),
                        Rule.UNKNOWN_CODE);

        assertThat(refused.problems())
                .extracting(Refused.Problem::field)
                .containsExactlyInAnyOrder("teds.SUB1", "teds.DETCRIM", "diagnoses");
    }

    @Test
    void never_repeats_what_was_sent() {
        var refused = given().refuses(with(enrol(), null, null, "<script>"), Rule.UNKNOWN_CODE);

        assertThat(refused).message().doesNotContain("script");
    }

    @Test
    void is_refused_with_a_code_left_empty() {
        var teds = new TreeMap<String, Integer>();
        teds.put("SUB1", null);

        given().refuses(with(enrol(), null, teds, "F10.20"), Rule.INVALID, "teds");
    }

    @Test
    void is_refused_with_hours_below_nothing() {
        given().refuses(with(enrol(), -1, null, "F10.20"), Rule.INVALID, "weeklyMinutes");
    }

    private static Enrol with(
            Enrol c, @Nullable Integer weeklyMinutes, @Nullable SortedMap<String, Integer> teds, String diagnosis) {
        return new Enrol(
                c.journeyId(),
                c.entryId(),
                c.recordedAt(),
                c.patientId(),
                c.programId(),
                c.admitted(),
                null,
                weeklyMinutes,
                c.clinician(),
                teds == null ? new TreeMap<>() : teds,
                List.of(diagnosis),
                new TreeMap<>(),
                null,
                null,
                null,
                c.late());
    }
}
