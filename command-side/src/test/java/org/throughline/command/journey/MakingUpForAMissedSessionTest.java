package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.adopted;
import static org.throughline.command.journey.Riverside.correct;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.makeUp;
import static org.throughline.command.journey.Riverside.miss;
import static org.throughline.command.journey.Riverside.program;
import static org.throughline.command.journey.Riverside.voiding;
import static org.throughline.command.journey.Situation.conflict;
import static org.throughline.command.journey.Situation.given;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.throughline.command.submission.Rule;
import org.throughline.events.AbsenceKind;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.VoidReason;

/** A session makes up for a missed one. */
class MakingUpForAMissedSessionTest {
    private final Situation missed = given(enrol(), miss(2, "2026-02-16T10:00"));

    @Test
    void counts_in_the_week_it_is_held() {
        assertThat(missed.then(SessionAttended.class, makeUp(3, "2026-02-24T10:00", 2))
                        .week())
                .isEqualTo(LocalDate.parse("2026-02-23"));
    }

    @Test
    void is_possible_to_the_last_minute_of_the_last_day() {
        missed.accepts(makeUp(3, "2026-03-02T23:59", 2));
        missed.refuses(makeUp(3, "2026-03-03T00:00", 2), Rule.MADE_UP_TOO_LATE, "makeUpFor");
    }

    @Test
    void is_held_after_the_missed_one() {
        missed.accepts(makeUp(3, "2026-02-16T10:01", 2));
        missed.refuses(makeUp(3, "2026-02-15T10:00", 2), Rule.MADE_UP_TOO_LATE, "makeUpFor");
    }

    @Test
    void happens_once() {
        var refused = missed.and(makeUp(3, "2026-02-17T10:00", 2))
                .refuses(makeUp(4, "2026-02-18T10:00", 2), Rule.MADE_UP_ALREADY);

        assertThat(refused.conflicts()).containsExactly(conflict(3, Rule.MADE_UP_ALREADY));
    }

    @Test
    void may_happen_again_once_the_first_is_voided() {
        missed.and(makeUp(3, "2026-02-17T10:00", 2), voiding(3, VoidReason.RECORDED_IN_ERROR))
                .accepts(makeUp(4, "2026-02-18T10:00", 2));
    }

    @Test
    void is_refused_for_what_is_no_missed_session() {
        missed.refuses(makeUp(3, "2026-02-17T10:00", 1), Rule.NOTHING_TO_MAKE_UP, "makeUpFor");
        missed.refuses(makeUp(3, "2026-02-17T10:00", 77), Rule.NOTHING_TO_MAKE_UP, "makeUpFor");
    }

    @Test
    void is_refused_for_a_voided_absence() {
        missed.and(voiding(2, VoidReason.DUPLICATE))
                .refuses(makeUp(3, "2026-02-17T10:00", 2), Rule.NOTHING_TO_MAKE_UP, "makeUpFor");
    }

    @Test
    void survives_a_correction_of_the_absence_and_a_correction_of_that() {
        missed.and(
                        makeUp(3, "2026-02-17T10:00", 2),
                        correct(2, miss(4, "2026-02-16T10:00", AbsenceKind.EXCUSED)),
                        correct(4, miss(5, "2026-02-16T11:00")))
                .refuses(makeUp(6, "2026-02-18T10:00", 5), Rule.MADE_UP_ALREADY, "makeUpFor");
    }

    @Test
    void stands_against_moving_the_absence_behind_it() {
        missed.and(makeUp(3, "2026-02-17T10:00", 2))
                .refusesNaming(correct(2, miss(4, "2026-02-18T10:00")), conflict(3, Rule.MADE_UP_TOO_LATE));
    }

    @Test
    void stands_against_voiding_the_absence() {
        missed.and(makeUp(3, "2026-02-17T10:00", 2))
                .refusesNaming(voiding(2, VoidReason.RECORDED_IN_ERROR), conflict(3, Rule.NOTHING_TO_MAKE_UP));
    }

    @Test
    void follows_the_policy_in_force_when_it_was_missed() {
        var strict = new ProgramPolicy(DayOfWeek.MONDAY, 540, 60, 180, 360, 24, 3, 3, 30, 6);

        given(enrol(), miss(2, "2026-02-16T10:00"))
                .in(program(adopted(1, "2020-01-01", ProgramPolicy.ADULT), adopted(2, "2026-02-16", strict)))
                .refuses(makeUp(3, "2026-02-20T10:00", 2), Rule.MADE_UP_TOO_LATE, "makeUpFor");
        given(enrol(), miss(2, "2026-02-16T10:00"))
                .in(program(adopted(1, "2020-01-01", ProgramPolicy.ADULT), adopted(2, "2026-02-17", strict)))
                .accepts(makeUp(3, "2026-02-20T10:00", 2));
    }
}
