package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.PATIENT;
import static org.throughline.command.journey.Riverside.at;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.correct;
import static org.throughline.command.journey.Riverside.discharge;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Riverside.makeUp;
import static org.throughline.command.journey.Situation.given;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.RescindReason;
import org.throughline.events.folds.Journey;

/** A patient comes back: two episodes of one patient. */
class ReturningToAProgramTest {
    private static final Journey FIRST = elsewhere("2025-01-06T09:00", "2025-04-01T12:00");

    @Test
    void links_the_journey_before() {
        assertThat(given().after(FIRST).then(Enrolled.class, enrol()).previous())
                .isEqualTo(id(FIRST));
    }

    @Test
    void links_the_last_of_several() {
        var second = elsewhere("2025-06-02T09:00", "2025-08-01T12:00");

        assertThat(given().after(second)
                        .after(FIRST)
                        .then(Enrolled.class, enrol())
                        .previous())
                .isEqualTo(id(second));
    }

    @Test
    void is_possible_from_the_minute_of_the_discharge_on() {
        given().after(FIRST).accepts(enrol("2025-04-01T12:00"));
        given().after(FIRST).refuses(enrol("2025-04-01T11:59"), Rule.JOURNEYS_OVERLAP, "admittedAt");
    }

    @Test
    void is_refused_while_the_first_journey_is_open() {
        given().after(elsewhere("2025-01-06T09:00", null)).refuses(enrol(), Rule.ALREADY_ENROLLED);
    }

    @Test
    void lets_an_older_journey_be_recorded_later() {
        var enrolled = given().after(FIRST).then(Enrolled.class, enrol("2024-02-29T09:00"));

        assertThat(enrolled.previous()).isNull();
    }

    @Test
    void ends_an_older_journey_before_the_later_one_begins() {
        var older = given().after(FIRST).and(enrol("2024-02-29T09:00"));

        older.accepts(discharge(5, "2025-01-06T09:00", "2025-01-06"));
        older.refuses(discharge(5, "2025-01-06T09:01", "2025-01-06"), Rule.JOURNEYS_OVERLAP, "occurredAt");
    }

    @Test
    void cannot_move_the_end_of_one_into_the_other() {
        var second =
                given().after(FIRST).and(enrol("2024-02-29T09:00"), discharge(5, "2024-06-03T09:00", "2024-06-03"));

        second.accepts(correct(5, discharge(6, "2025-01-06T09:00", "2025-01-06")));
        second.refuses(correct(5, discharge(6, "2025-02-03T09:00", "2025-02-03")), Rule.JOURNEYS_OVERLAP, "occurredAt");
    }

    @Test
    void cannot_move_the_begin_of_one_before_the_other() {
        var second = given().after(FIRST).and(enrol());

        second.accepts(correct(1, enrol(entry(2), "2025-04-01T12:00")));
        second.refuses(correct(1, enrol(entry(2), "2025-01-01T09:00")), Rule.JOURNEYS_OVERLAP, "admittedAt");
    }

    @Test
    void cannot_reopen_one_that_the_other_followed() {
        given().after(FIRST)
                .and(enrol("2024-02-29T09:00"), discharge(5, "2024-06-03T09:00", "2024-06-03"))
                .refuses(
                        new RescindDischarge(Riverside.JOURNEY, NOW, RescindReason.RECORDED_IN_ERROR, null),
                        Rule.JOURNEYS_OVERLAP,
                        "journeyId");
    }

    @Test
    void is_refused_with_a_previous_journey_that_is_none() {
        given().refuses(enrolAfter(new JourneyId(new UUID(9, 9))), Rule.NOT_A_PREVIOUS_JOURNEY, "previous");
    }

    @Test
    void never_names_the_journey_of_another_patient() {
        var others = given(enrolled(new PatientId(new UUID(2, 2)), "2025-01-06T09:00"), ended("2025-04-01T12:00"))
                .journey();

        given().after(others).refuses(enrolAfter(id(others)), Rule.NOT_A_PREVIOUS_JOURNEY, "previous");
        assertThat(given().after(others).then(Enrolled.class, enrol()).previous())
                .isNull();
    }

    @Test
    void keeps_entries_of_the_two_apart() {
        var first = given(
                enrol("2026-01-05T09:00"),
                attend(2, "2026-01-06T10:00"),
                discharge(3, "2026-01-30T12:00", "2026-01-30"));
        var second = given(enrol("2026-02-02T09:00"));

        first.refuses(attend(4, "2026-02-03T10:00"), Rule.AFTER_DISCHARGE);
        second.refuses(attend(4, "2026-01-06T10:00"), Rule.BEFORE_ADMISSION);
        second.refuses(makeUp(4, "2026-02-03T10:00", 2), Rule.NOTHING_TO_MAKE_UP);
    }

    private static Journey elsewhere(String admitted, @Nullable String left) {
        var situation = given(enrolled(PATIENT, admitted));
        return (left == null ? situation : situation.and(ended(left))).journey();
    }

    private static Enrol enrolled(PatientId patient, String admitted) {
        var c = enrol(admitted);
        return new Enrol(
                new JourneyId(new UUID(3, at(admitted).getEpochSecond())),
                c.entryId(),
                NOW,
                patient,
                c.programId(),
                c.admitted(),
                null,
                null,
                "kim",
                c.teds(),
                List.of(),
                c.attributes(),
                null,
                null,
                null,
                c.late());
    }

    private static Enrol enrolAfter(JourneyId previous) {
        var c = enrol();
        return new Enrol(
                c.journeyId(),
                c.entryId(),
                NOW,
                c.patientId(),
                c.programId(),
                c.admitted(),
                null,
                null,
                "kim",
                c.teds(),
                List.of(),
                c.attributes(),
                null,
                previous,
                null,
                c.late());
    }

    private static EntryCommand ended(String left) {
        return discharge(2, left, left.substring(0, 10));
    }

    private static JourneyId id(Journey journey) {
        return journey.enrolment().orElseThrow().journeyId();
    }
}
