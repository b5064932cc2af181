package org.throughline.events.folds;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.events.folds.WeekJudgement.Verdict.SHORT;
import static org.throughline.events.folds.WeekJudgement.Verdict.UNDERWAY;
import static org.throughline.testing.Histories.adopted;
import static org.throughline.testing.Histories.programWith;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

/** Midnight where the program is, the nights when clocks change, and the leap day. */
class WeekEdgesTest {
    private static JourneyHistory from(DayOfWeek weekStart) {
        return Histories.journey(1, program(weekStart));
    }

    private static Program program(DayOfWeek weekStart) {
        return programWith(adopted(1, "2020-01-01", ProgramWeekTest.beginning(weekStart)));
    }

    private static Map<String, Integer> credited(JourneyHistory history, DayOfWeek weekStart, String now) {
        var credited = new LinkedHashMap<String, Integer>();
        for (var week : WeekJudgement.judge(history.folded(), program(weekStart), Instant.parse(now))) {
            credited.put(week.week().toString(), week.creditedMinutes());
        }
        return credited;
    }

    @Test
    void a_session_counts_on_the_program_s_side_of_midnight() {
        var history = from(MONDAY)
                .enrolled("2026-01-05T09:00")
                .attended("2026-01-11T23:59", 60)
                .attended("2026-01-12T00:00", 90);

        assertThat(credited(history, MONDAY, "2026-01-13T12:00:00Z"))
                .isEqualTo(Map.of("2026-01-05", 60, "2026-01-12", 90));
    }

    @ParameterizedTest
    @CsvSource({
        "an ordinary week,             2026-01-05, 2026-01-12T04:59:59.999Z, 2026-01-12T05:00:00Z",
        "an hour shorter in spring,    2026-03-02, 2026-03-09T03:59:59.999Z, 2026-03-09T04:00:00Z",
        "an hour longer in autumn,     2026-10-26, 2026-11-02T04:59:59.999Z, 2026-11-02T05:00:00Z",
        "with a leap day in it,        2024-02-26, 2024-03-04T04:59:59.999Z, 2024-03-04T05:00:00Z",
        "over the turn of the year,    2025-12-29, 2026-01-05T04:59:59.999Z, 2026-01-05T05:00:00Z",
    })
    void a_week_is_over_at_the_program_s_midnight(String what, String monday, Instant before, Instant after) {
        var journey = from(MONDAY).enrolled(monday + "T09:00").folded();

        assertThat(WeekJudgement.judge(journey, program(MONDAY), before))
                .as(what)
                .extracting(WeekJudgement::verdict)
                .containsExactly(UNDERWAY);
        assertThat(WeekJudgement.judge(journey, program(MONDAY), after))
                .as(what)
                .extracting(WeekJudgement::verdict)
                .containsExactly(SHORT, UNDERWAY);
    }

    @Test
    void the_night_without_the_hour_from_two_to_three_belongs_to_its_day() {
        var monday = from(MONDAY).enrolled("2026-03-02T09:00");
        var sunday = from(SUNDAY).enrolled("2026-03-01T09:00");
        for (var history : List.of(monday, sunday)) {
            history.attended("2026-03-07T23:30", 60)
                    .attended("2026-03-08T01:59", 70)
                    .attended("2026-03-08T03:00", 80)
                    .attended("2026-03-08T23:59", 90)
                    .attended("2026-03-09T00:00", 100);
        }

        assertThat(credited(monday, MONDAY, "2026-03-10T12:00:00Z"))
                .isEqualTo(Map.of("2026-03-02", 300, "2026-03-09", 100));
        assertThat(credited(sunday, SUNDAY, "2026-03-10T12:00:00Z"))
                .isEqualTo(Map.of("2026-03-01", 60, "2026-03-08", 340));
    }

    @Test
    void the_night_with_the_hour_from_one_to_two_twice_belongs_to_its_day() {
        var monday = from(MONDAY).enrolled("2026-10-26T09:00");
        var sunday = from(SUNDAY).enrolled("2026-10-25T09:00");
        for (var history : List.of(monday, sunday)) {
            history.attended("2026-10-31T23:59", 60)
                    .attended("2026-11-01T01:30", 70)
                    .attended("2026-11-01T23:59", 80)
                    .attended("2026-11-02T00:00", 90);
        }

        assertThat(credited(monday, MONDAY, "2026-11-03T12:00:00Z"))
                .isEqualTo(Map.of("2026-10-26", 210, "2026-11-02", 90));
        assertThat(credited(sunday, SUNDAY, "2026-11-03T12:00:00Z"))
                .isEqualTo(Map.of("2026-10-25", 60, "2026-11-01", 240));
    }

    @Test
    void the_leap_day_is_a_day_like_any_other() {
        var history = from(MONDAY)
                .enrolled("2024-02-26T09:00")
                .attended("2024-02-29T18:00", 180)
                .attended("2024-03-01T18:00", 180)
                .attended("2024-03-04T18:00", 60);

        assertThat(credited(history, MONDAY, "2024-03-05T12:00:00Z"))
                .isEqualTo(Map.of("2024-02-26", 360, "2024-03-04", 60));
    }

    @Test
    void a_year_has_every_week_once() {
        var journey = from(MONDAY).enrolled("2026-01-05T09:00").folded();

        var weeks = WeekJudgement.judge(journey, program(MONDAY), Instant.parse("2027-01-04T04:59:59Z"));

        assertThat(weeks).hasSize(52).extracting(WeekJudgement::week).doesNotHaveDuplicates();
    }
}
