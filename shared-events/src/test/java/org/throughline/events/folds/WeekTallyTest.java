package org.throughline.events.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.throughline.events.DischargeReason.COMPLETED;
import static org.throughline.events.SessionKind.INDIVIDUAL_COUNSELLING;
import static org.throughline.events.SessionKind.PSYCHOEDUCATION;
import static org.throughline.events.SessionKind.SUPPORT;
import static org.throughline.events.folds.WeekJudgement.Verdict.MET;
import static org.throughline.events.folds.WeekJudgement.Verdict.SHORT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.throughline.events.VoidReason;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

class WeekTallyTest {
    private final JourneyHistory history = Histories.journey(1).enrolled("2026-01-05T09:00");

    private List<WeekJudgement> weeks() {
        return WeekJudgement.judge(history.folded(), Histories.programWith(), history.instant("2026-01-19T00:00"));
    }

    private WeekJudgement first() {
        return weeks().getFirst();
    }

    @Test
    void schedules_what_was_expected_and_credits_what_counts() {
        history.attended("2026-01-05T18:00", SUPPORT, 180, 150).missed("2026-01-07T18:00", 120);

        assertThat(first().scheduledMinutes()).isEqualTo(300);
        assertThat(first().creditedMinutes()).isEqualTo(150);
    }

    @Test
    void tells_the_kinds_of_session_apart_in_their_usual_order() {
        history.attended("2026-01-05T18:00", INDIVIDUAL_COUNSELLING, 60, 60)
                .attended("2026-01-06T18:00", SUPPORT, 90, 90)
                .attended("2026-01-07T18:00", PSYCHOEDUCATION, 180, 170)
                .attended("2026-01-08T18:00", SUPPORT, 90, 80);

        assertThat(first().creditedByKind())
                .containsExactly(entry(PSYCHOEDUCATION, 170), entry(SUPPORT, 170), entry(INDIVIDUAL_COUNSELLING, 60));
        assertThatThrownBy(() -> first().creditedByKind().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void counts_a_make_up_in_the_week_it_is_held() {
        var missed = history.attended("2026-01-05T18:00", 360)
                .missed("2026-01-09T18:00", 180)
                .last();
        history.attended("2026-01-12T18:00", 360).madeUp("2026-01-14T18:00", 180, missed);

        assertThat(weeks())
                .extracting(WeekJudgement::creditedMinutes, WeekJudgement::verdict)
                .startsWith(tuple(360, SHORT), tuple(540, MET));
    }

    @Test
    void counts_days_of_two_hours_as_teds_does() {
        history.attended("2026-01-05T10:00", 120)
                .attended("2026-01-06T10:00", 119)
                .attended("2026-01-07T10:00", 60)
                .attended("2026-01-07T12:00", 60)
                .attended("2026-01-08T23:00", 60)
                .attended("2026-01-09T00:30", 60);

        assertThat(first().tedsDays()).isEqualTo(2);
    }

    @Test
    void counts_only_what_was_not_voided() {
        var wrong = history.attended("2026-01-05T18:00", 180).last();
        var twice = history.attended("2026-01-05T18:00", 180).last();
        history.correcting("2026-01-06T09:00", wrong).attended("2026-01-05T18:00", 100);
        history.voided("2026-01-06T09:00", twice, VoidReason.DUPLICATE);

        assertThat(first().creditedMinutes()).isEqualTo(100);
        assertThat(first().tedsDays()).isZero();
    }

    @Test
    void loses_no_entry_outside_of_the_stay() {
        history.attended("2025-12-30T18:00", 60)
                .discharged("2026-01-06T09:00", COMPLETED)
                .attended("2026-01-28T18:00", 90);

        assertThat(weeks().stream().mapToInt(WeekJudgement::creditedMinutes).sum())
                .isEqualTo(150);
        assertThat(weeks()).hasSize(5);
    }
}
