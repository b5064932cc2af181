package org.throughline.query.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.throughline.query.outcomes.survival.KaplanMeier.AtRisk;

class KaplanMeierTest {

    private final KaplanMeier treated = KaplanMeier.of(RemissionOfLeukaemia.TREATED);

    @Test
    void falls_only_where_events_happen() {
        assertThat(treated.steps().stream().filter(step -> step.events() > 0))
                .extracting(step -> "%d: %d of %d, %.4f (%.4f)"
                        .formatted(step.day(), step.events(), step.atRisk(), step.survival(), step.standardError()))
                .containsExactly(
                        "6: 3 of 21, 0.8571 (0.0764)",
                        "7: 1 of 17, 0.8067 (0.0869)",
                        "10: 1 of 15, 0.7529 (0.0963)",
                        "13: 1 of 12, 0.6902 (0.1068)",
                        "16: 1 of 11, 0.6275 (0.1141)",
                        "22: 1 of 7, 0.5378 (0.1282)",
                        "23: 1 of 6, 0.4482 (0.1346)");
    }

    @Test
    void counts_who_is_censored_on_a_day_as_at_risk_on_that_day() {
        assertThat(treated.atRiskAt(6)).isEqualTo(21);
        assertThat(treated.atRiskAt(7)).isEqualTo(17);
        assertThat(treated.atRiskAt(35)).isEqualTo(1);
        assertThat(treated.atRiskAt(36)).isZero();
    }

    @Test
    void has_its_median_where_it_comes_down_to_a_half() {
        assertThat(treated.median()).isEqualTo(new Quantile(0.5, 23.0, 16.0, null));
        assertThat(KaplanMeier.of(RemissionOfLeukaemia.PLACEBO).median()).isEqualTo(new Quantile(0.5, 8.0, 4.0, 12.0));
    }

    @Test
    void has_its_median_in_the_middle_of_a_flat_half() {
        var curve = curve(Observation.event(10), Observation.event(20), Observation.event(40), Observation.event(50));

        assertThat(curve.median().day()).isEqualTo(30.0);
    }

    @Test
    void has_no_median_if_it_does_not_come_down_that_far() {
        var curve = curve(Observation.event(10), Observation.censored(10), Observation.censored(90));

        assertThat(curve.median()).isEqualTo(new Quantile(0.5, null, 10.0, null));
    }

    @Test
    void tells_an_at_risk_table_for_days_of_ones_choice() {
        var lines = curve(Observation.event(10), Observation.censored(20), Observation.event(40), Observation.event(40))
                .atRisk(0, 10, 30, 100);

        assertThat(lines).extracting(AtRisk::atRisk).containsExactly(4L, 4L, 2L, 0L);
        assertThat(lines).extracting(AtRisk::events).containsExactly(0L, 1L, 0L, 2L);
        assertThat(lines).extracting(AtRisk::censored).containsExactly(0L, 0L, 1L, 0L);
        assertThat(lines).extracting(AtRisk::survival).containsExactly(1.0, 0.75, 0.75, null);
    }

    @Test
    void knows_nothing_later_than_anyone_was_followed() {
        assertThat(treated.survivalAt(5)).isEqualTo(1);
        assertThat(treated.survivalAt(35)).isCloseTo(0.4482, within(0.0001));
        assertThat(treated.survivalAt(36)).isNull();
    }

    @Test
    void has_no_interval_once_nobody_is_left() {
        assertThat(curve(Observation.event(10)).steps())
                .containsExactly(new KaplanMeier.Step(10, 1, 1, 0, 0, null, null, null));
    }

    @Test
    void is_nothing_of_nobody() {
        var curve = curve();

        assertThat(curve.steps()).isEmpty();
        assertThat(curve.median()).isEqualTo(new Quantile(0.5, null, null, null));
        assertThat(curve.survivalAt(0)).isNull();
        assertThat(curve.atRisk(0, 30)).extracting(AtRisk::atRisk).containsExactly(0L, 0L);
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatThrownBy(() -> treated.atRisk(30, 30)).hasMessage("days must ascend: [30, 30]");
        assertThatThrownBy(() -> Observation.event(-1)).hasMessage("a follow-up of -1 days");
        assertThatThrownBy(() -> Observations.builder().add(Integer.MAX_VALUE, true))
                .hasMessage("a follow-up of 2147483647 days");
    }

    @Test
    void is_the_same_from_subjects_and_from_counts() {
        var random = new Random(7);
        var single = Observations.builder();
        var counts = new long[50][2];
        for (var subject = 0; subject < 10_000; subject++) {
            var day = random.nextInt(50);
            var event = random.nextBoolean();
            single.add(day, event);
            counts[day][event ? 1 : 0]++;
        }
        var counted = Observations.builder();
        for (var day = 49; day >= 0; day--) {
            counted.add(day, 0, counts[day][0]).add(day, 1, counts[day][1]);
        }

        assertThat(KaplanMeier.of(counted.build()).steps())
                .isEqualTo(KaplanMeier.of(single.build()).steps());
    }

    private static KaplanMeier curve(Observation... seen) {
        return KaplanMeier.of(Observations.of(List.of(seen)));
    }
}
