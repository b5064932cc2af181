package org.throughline.events.folds;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.throughline.events.folds.WeekJudgement.Verdict.MET;
import static org.throughline.events.folds.WeekJudgement.Verdict.PARTIAL;
import static org.throughline.events.folds.WeekJudgement.Verdict.SHORT;
import static org.throughline.events.folds.WeekJudgement.Verdict.UNDERWAY;
import static org.throughline.testing.Histories.adopted;
import static org.throughline.testing.Histories.programWith;

import java.time.DayOfWeek;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.throughline.events.ProgramPolicy;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

/** A week is judged by the policy that was in force when it began. */
class WeekPolicyChangeTest {
    private static ProgramPolicy demanding(int minutes, DayOfWeek weekStart) {
        return new ProgramPolicy(weekStart, minutes, 60, 180, 360, 24, 14, 3, 30, 6);
    }

    private static List<WeekJudgement> judge(JourneyHistory history, Program program, String now) {
        return WeekJudgement.judge(history.folded(), program, history.instant(now));
    }

    @Test
    void leaves_old_weeks_to_the_old_policy() {
        var program = programWith(
                adopted(1, "2020-01-01", demanding(540, MONDAY)), adopted(2, "2026-01-14", demanding(600, MONDAY)));
        var history = Histories.journey(1, program)
                .enrolled("2026-01-05T09:00")
                .attended("2026-01-06T09:00", 560)
                .attended("2026-01-15T09:00", 560)
                .attended("2026-01-20T09:00", 560);

        assertThat(judge(history, program, "2026-01-26T00:00"))
                .extracting(
                        week -> week.week().toString(),
                        WeekJudgement::policyVersion,
                        WeekJudgement::requiredMinutes,
                        WeekJudgement::verdict)
                .containsExactly(
                        tuple("2026-01-05", 1, 540, MET),
                        tuple("2026-01-12", 1, 540, MET),
                        tuple("2026-01-19", 2, 600, SHORT),
                        tuple("2026-01-26", 2, 600, UNDERWAY));
    }

    @Test
    void judges_the_week_of_admission_by_the_policy_of_that_day() {
        var program = programWith(
                adopted(1, "2020-01-01", demanding(540, MONDAY)), adopted(2, "2026-01-07", demanding(600, MONDAY)));
        var history = Histories.journey(1, program).enrolled("2026-01-08T09:00");

        assertThat(judge(history, program, "2026-01-12T00:00"))
                .extracting(WeekJudgement::policyVersion)
                .startsWith(2);
    }

    @Test
    void marks_the_short_week_between_two_kinds_of_week() {
        var program = programWith(
                adopted(1, "2020-01-01", demanding(540, MONDAY)), adopted(2, "2026-01-14", demanding(540, SUNDAY)));
        var history = Histories.journey(1, program)
                .enrolled("2026-01-05T09:00")
                .attended("2026-01-13T18:00", 10)
                .attended("2026-01-15T18:00", 20)
                .attended("2026-01-18T18:00", 40)
                .attended("2026-01-19T18:00", 80)
                .attended("2026-01-24T18:00", 160)
                .attended("2026-01-25T18:00", 320);

        assertThat(judge(history, program, "2026-02-01T00:00"))
                .extracting(
                        week -> week.week().toString(),
                        WeekJudgement::policyVersion,
                        WeekJudgement::creditedMinutes,
                        WeekJudgement::verdict)
                .containsExactly(
                        tuple("2026-01-05", 1, 0, SHORT),
                        tuple("2026-01-12", 1, 70, SHORT),
                        tuple("2026-01-19", 2, 240, PARTIAL),
                        tuple("2026-01-25", 2, 320, SHORT),
                        tuple("2026-02-01", 2, 0, UNDERWAY));
    }

    @Test
    void counts_an_entry_once_when_a_policy_is_adopted_for_a_day_gone_by() {
        var before = programWith(adopted(1, "2020-01-01", demanding(540, MONDAY)));
        var history = Histories.journey(1, before).enrolled("2026-01-05T09:00");
        for (int day = 5; day <= 31; day++) {
            history.attended("2026-01-%02dT18:00".formatted(day), 1 << (day % 7));
        }
        var after = programWith(
                adopted(1, "2020-01-01", demanding(540, MONDAY)), adopted(2, "2026-01-10", demanding(540, SUNDAY)));

        var credited = history.folded()
                .attendances()
                .mapToInt(attended -> attended.creditedMinutes())
                .sum();

        for (var program : List.of(before, after)) {
            assertThat(judge(history, program, "2026-02-02T00:00").stream()
                            .mapToInt(WeekJudgement::creditedMinutes)
                            .sum())
                    .isEqualTo(credited);
        }
    }
}
