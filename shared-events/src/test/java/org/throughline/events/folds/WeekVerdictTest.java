package org.throughline.events.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.events.DischargeReason.COMPLETED;
import static org.throughline.events.folds.WeekJudgement.Verdict.MET;
import static org.throughline.events.folds.WeekJudgement.Verdict.PARTIAL;
import static org.throughline.events.folds.WeekJudgement.Verdict.SHORT;
import static org.throughline.events.folds.WeekJudgement.Verdict.UNDERWAY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.folds.WeekJudgement.Verdict;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

class WeekVerdictTest {
    private final JourneyHistory history = Histories.journey(1);

    private List<WeekJudgement> weeks(String now) {
        return WeekJudgement.judge(history.folded(), Histories.programWith(), history.instant(now));
    }

    private List<Verdict> verdicts(String now) {
        return weeks(now).stream().map(WeekJudgement::verdict).toList();
    }

    @Test
    void is_met_with_the_last_minute_and_short_without_it() {
        history.enrolled("2026-01-05T09:00")
                .attended("2026-01-05T18:00", 180)
                .attended("2026-01-07T18:00", 180)
                .attended("2026-01-09T18:00", 180)
                .attended("2026-01-12T18:00", 180)
                .attended("2026-01-14T18:00", 180)
                .attended("2026-01-16T18:00", 179);

        assertThat(verdicts("2026-01-19T00:00")).startsWith(MET, SHORT);
    }

    @Test
    void asks_for_what_was_agreed_when_that_is_more_than_policy() {
        history.enrolled("2026-01-05T09:00", 600).attended("2026-01-05T09:00", 540);

        assertThat(weeks("2026-01-12T00:00").getFirst().requiredMinutes()).isEqualTo(600);
        assertThat(verdicts("2026-01-12T00:00")).startsWith(SHORT);
    }

    @Test
    void asks_for_what_policy_demands_when_less_was_agreed() {
        history.enrolled("2026-01-05T09:00", 300).attended("2026-01-05T09:00", 400);

        assertThat(weeks("2026-01-12T00:00").getFirst().requiredMinutes()).isEqualTo(540);
        assertThat(verdicts("2026-01-12T00:00")).startsWith(SHORT);
    }

    @Test
    void is_partial_when_admission_is_after_the_first_day() {
        history.enrolled("2026-01-06T00:00");

        assertThat(verdicts("2026-01-20T00:00")).containsExactly(PARTIAL, SHORT, UNDERWAY);
    }

    @Test
    void is_whole_when_admission_is_in_the_last_minute_of_the_first_day() {
        history.enrolled("2026-01-05T23:59");

        assertThat(verdicts("2026-01-13T00:00")).containsExactly(SHORT, UNDERWAY);
    }

    @Test
    void is_partial_when_discharge_is_before_the_last_day() {
        history.enrolled("2026-01-05T09:00").discharged("2026-01-17T23:59", COMPLETED);

        assertThat(verdicts("2026-03-01T00:00")).containsExactly(SHORT, PARTIAL);
    }

    @Test
    void is_whole_when_discharge_is_on_the_last_day() {
        history.enrolled("2026-01-05T09:00").discharged("2026-01-18T00:00", COMPLETED);

        assertThat(verdicts("2026-03-01T00:00")).containsExactly(SHORT, SHORT);
    }

    @Test
    void is_met_even_when_it_was_cut_off() {
        history.enrolled("2026-01-08T09:00").attended("2026-01-08T09:00", 540);

        assertThat(verdicts("2026-01-12T00:00")).startsWith(MET);
    }

    @Test
    void is_underway_until_its_last_day_is_over_and_met_as_soon_as_it_is() {
        history.enrolled("2026-01-05T09:00").attended("2026-01-05T09:00", 180);
        assertThat(verdicts("2026-01-11T23:59")).containsExactly(UNDERWAY);

        history.attended("2026-01-06T09:00", 360);
        assertThat(verdicts("2026-01-06T15:00")).containsExactly(MET);
    }

    @Test
    void is_not_underway_after_discharge() {
        history.enrolled("2026-01-05T09:00").discharged("2026-01-06T09:00", COMPLETED);

        assertThat(verdicts("2026-01-06T10:00")).containsExactly(PARTIAL);
    }

    @Test
    void goes_on_after_a_rescinded_discharge() {
        history.enrolled("2026-01-05T09:00").discharged("2026-01-06T09:00", COMPLETED);
        history.rescinded("2026-01-20T09:00", history.last());

        assertThat(verdicts("2026-01-20T10:00")).containsExactly(SHORT, SHORT, UNDERWAY);
    }

    @Test
    void asks_for_as_much_when_an_absence_was_excused() {
        history.enrolled("2026-01-05T09:00")
                .attended("2026-01-05T18:00", 360)
                .missed("2026-01-07T18:00", 180, AbsenceKind.EXCUSED, AbsenceReason.ILLNESS);

        assertThat(weeks("2026-01-12T00:00").getFirst().requiredMinutes()).isEqualTo(540);
        assertThat(verdicts("2026-01-12T00:00")).startsWith(SHORT);
    }

    @Test
    void is_not_given_before_admission() {
        assertThat(WeekJudgement.judge(
                        Journey.UNENROLLED, Histories.programWith(), history.instant("2026-01-20T10:00")))
                .isEmpty();
    }

    @Test
    void is_not_given_without_a_policy() {
        history.enrolled("2026-01-05T09:00");

        assertThat(WeekJudgement.judge(history.folded(), Program.UNPUBLISHED, history.instant("2026-01-20T10:00")))
                .isEmpty();
    }

    @Test
    void covers_the_admission_when_it_is_judged_as_of_an_earlier_day() {
        history.enrolled("2026-01-05T09:00");

        assertThat(verdicts("2025-12-01T00:00")).containsExactly(UNDERWAY);
    }
}
