package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.ELSEWHERE;
import static org.throughline.command.journey.Riverside.PATIENT;
import static org.throughline.command.journey.Riverside.at;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.miss;
import static org.throughline.command.journey.Riverside.planned;
import static org.throughline.command.journey.Riverside.session;
import static org.throughline.command.journey.Situation.conflict;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.LateReason;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Session;

/** A patient takes part in a session. */
class AttendingASessionTest {
    private static final SessionId MORNING = session("2026-03-02T10:00");

    @Test
    void credits_all_minutes_present_unless_told_otherwise() {
        assertThat(given(enrol())
                        .then(SessionAttended.class, attend(2, MORNING, 90, null, null))
                        .creditedMinutes())
                .isEqualTo(90);
        assertThat(given(enrol())
                        .then(SessionAttended.class, attend(2, MORNING, 90, 60, null))
                        .creditedMinutes())
                .isEqualTo(60);
        assertThat(given(enrol())
                        .then(SessionAttended.class, attend(2, MORNING, 90, 0, null))
                        .creditedMinutes())
                .isZero();
    }

    @Test
    void notes_down_the_session_as_it_was_planned() {
        var attended = given(enrol()).then(SessionAttended.class, attend(2, "2026-03-02T10:00"));

        assertThat(attended.occurred().at()).isEqualTo(at("2026-03-02T10:00"));
        assertThat(attended.scheduledMinutes()).isEqualTo(120);
        assertThat(attended.patientId()).isEqualTo(PATIENT);
    }

    @Test
    void never_credits_more_than_was_there() {
        given(enrol()).refuses(attend(2, MORNING, 90, 91, null), Rule.CREDITED_TOO_MUCH, "creditedMinutes");
    }

    @Test
    void may_last_longer_than_planned_but_is_credited_as_planned() {
        assertThat(given(enrol()).then(SessionAttended.class, attend(2, MORNING, 150, null, null)))
                .extracting(SessionAttended::presentMinutes, SessionAttended::creditedMinutes)
                .containsExactly(150, 120);
        given(enrol()).accepts(attend(2, MORNING, 150, 120, null));
        given(enrol()).refuses(attend(2, MORNING, 150, 121, null), Rule.CREDITED_TOO_MUCH, "creditedMinutes");
    }

    @Test
    void never_lasts_longer_than_any_session_of_the_program() {
        given(enrol()).accepts(attend(2, MORNING, 360, null, null));
        given(enrol()).refuses(attend(2, MORNING, 361, null, null), Rule.PRESENT_TOO_LONG, "presentMinutes");
    }

    @Test
    void has_no_minutes_that_have_not_passed() {
        var underway = session("2026-03-04T11:00");

        given(enrol()).accepts(attend(2, underway, 60, null, null));
        given(enrol()).refuses(attend(2, underway, 61, null, null), Rule.PRESENT_TOO_LONG, "presentMinutes");
    }

    @Test
    void keeps_when_the_patient_came_and_went() {
        var attended = given(enrol()).then(SessionAttended.class, between("2026-03-02T09:55", "2026-03-02T11:40", 105));

        assertThat(attended.arrived()).isEqualTo(at("2026-03-02T09:55"));
        assertThat(attended.left()).isEqualTo(at("2026-03-02T11:40"));
        given(enrol()).refuses(between("2026-03-02T10:00", "2026-03-02T10:00", 1), Rule.INVALID, "leftAt");
        given(enrol()).refuses(between("2026-03-02T10:00", "2026-03-02T11:00", 61), Rule.INVALID, "presentMinutes");
        given(enrol()).refuses(between("2026-03-02T10:00", "2026-03-04T12:01", 60), Rule.IN_THE_FUTURE, "leftAt");
    }

    private static RecordAttendance between(String arrived, String left, int present) {
        return new RecordAttendance(
                Riverside.JOURNEY,
                Riverside.entry(2),
                Riverside.NOW,
                MORNING,
                present,
                null,
                null,
                null,
                at(arrived),
                at(left),
                null,
                LateReason.DOCUMENTATION_DELAYED);
    }

    @Test
    void is_at_one_session_at_a_time() {
        var beside = session("2026-03-02T11:00");
        var both = given(enrol(), attend(2, MORNING, 120, null, null));

        both.accepts(attend(3, beside, 60, null, null));
        both.refuses(attend(3, beside, 61, null, null), Rule.AT_TWO_SESSIONS, "presentMinutes");
        both.accepts(attend(3, session("2026-03-02T12:00"), 120, null, null));
    }

    @Test
    void is_at_one_session_at_a_time_also_within_a_long_one() {
        var noon = session("2026-03-02T11:30");
        var allDay = given(enrol(), attend(2, MORNING, 60, null, null))
                .where(session("2026-03-02T09:00"), planned(session("2026-03-02T09:00"), Riverside.ID, 240))
                .and(attend(3, session("2026-03-02T09:00"), 150, null, null));

        allDay.accepts(attend(4, noon, 30, null, null));
        allDay.refuses(attend(4, noon, 61, null, null), Rule.AT_TWO_SESSIONS, "presentMinutes");
    }

    @Test
    void takes_a_minute_at_least() {
        given(enrol()).accepts(attend(2, MORNING, 1, null, null));
        given(enrol()).refuses(attend(2, MORNING, 0, null, null), Rule.INVALID, "presentMinutes");
        given(enrol()).refuses(attend(2, MORNING, 60, -1, null), Rule.INVALID, "creditedMinutes");
    }

    @Test
    void is_refused_at_a_session_nobody_planned() {
        given(enrol())
                .where(MORNING, Session.UNPLANNED)
                .refuses(attend(2, "2026-03-02T10:00"), Rule.SESSION_NOT_FOUND, "sessionId");
    }

    @Test
    void is_refused_at_a_cancelled_session() {
        given(enrol())
                .where(MORNING, cancelled(MORNING))
                .refuses(attend(2, "2026-03-02T10:00"), Rule.SESSION_CANCELLED, "sessionId");
    }

    @Test
    void is_refused_at_a_session_of_another_program() {
        given(enrol())
                .where(MORNING, planned(MORNING, ELSEWHERE, 120))
                .refuses(attend(2, "2026-03-02T10:00"), Rule.SESSION_OF_OTHER_PROGRAM, "sessionId");
    }

    @Test
    void is_refused_before_the_session_begins() {
        given(enrol()).accepts(attend(2, session("2026-03-04T11:59"), 1, null, null));
        given(enrol()).refuses(attend(2, session("2026-03-04T12:01"), 1, null, null), Rule.IN_THE_FUTURE, "sessionId");
    }

    @Test
    void may_begin_in_the_minute_of_the_admission() {
        given(enrol("2026-02-02T09:00:59")).accepts(attend(2, "2026-02-02T09:00"));
        given(enrol("2026-02-02T09:01")).refuses(attend(2, "2026-02-02T09:00"), Rule.BEFORE_ADMISSION, "sessionId");
    }

    @Test
    void is_refused_without_a_journey() {
        given().refuses(attend(2, "2026-03-02T10:00"), Rule.JOURNEY_NOT_FOUND);
    }

    @Test
    void is_recorded_once() {
        var refused = given(enrol(), attend(2, "2026-03-02T10:00"))
                .refuses(attend(3, "2026-03-02T10:00"), Rule.ALREADY_RECORDED);

        assertThat(refused.conflicts()).containsExactly(conflict(2, Rule.ALREADY_RECORDED));
    }

    @Test
    void cannot_be_recorded_beside_an_absence() {
        given(enrol(), miss(2, "2026-03-02T10:00"))
                .refuses(attend(3, "2026-03-02T10:00"), Rule.ALREADY_RECORDED, "sessionId");
    }

    private static Session cancelled(SessionId id) {
        return new Session(planned(id).scheduled(), true);
    }
}
