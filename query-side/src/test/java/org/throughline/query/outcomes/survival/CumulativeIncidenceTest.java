package org.throughline.query.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CumulativeIncidenceTest {

    private static final int RELAPSED = 1;
    private static final int LOST = 2;

    private final Observations sample = Observations.of(List.of(
            new Observation(5, RELAPSED),
            new Observation(8, LOST),
            new Observation(10, Observation.CENSORED),
            new Observation(12, RELAPSED),
            new Observation(20, Observation.CENSORED)));

    @Test
    void rises_by_the_share_still_there_times_the_hazard() {
        var relapsed = CumulativeIncidence.of(sample, RELAPSED);

        // 1/5, then 3/5 still there of whom one in two
        assertThat(relapsed.incidenceAt(4)).isZero();
        assertThat(relapsed.incidenceAt(5)).isCloseTo(0.2, within(1e-15));
        assertThat(relapsed.incidenceAt(20)).isCloseTo(0.5, within(1e-15));
        assertThat(relapsed.steps()).extracting(CumulativeIncidence.Step::day).containsExactly(5, 12);
        assertThat(relapsed.events()).isEqualTo(2);
    }

    @Test
    void adds_up_with_the_others_and_the_event_free_to_everybody() {
        var free = KaplanMeier.of(sample);
        for (var day = 0; day <= 20; day++) {
            assertThat(at(RELAPSED, day) + at(LOST, day) + at(free, day)).isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void is_less_than_if_the_others_had_only_been_censored() {
        var blind = Observations.builder()
                .add(5, true)
                .add(8, false)
                .add(10, false)
                .add(12, true)
                .add(20, false);

        assertThat(at(RELAPSED, 20)).isLessThan(1 - at(KaplanMeier.of(blind.build()), 20));
    }

    @Test
    void has_the_variance_of_one_minus_survival_where_nothing_competes() {
        var alone = Observations.of(List.of(
                Observation.event(3),
                Observation.event(6),
                Observation.censored(7),
                Observation.event(9),
                Observation.censored(9)));
        var curve = CumulativeIncidence.of(alone, 1);

        // nothing is tied, so that hazards vary by 1 / n^2 instead of Greenwood's 1 / (n (n - 1)): by hand
        assertThat(curve.varianceAt(3)).isCloseTo(1 / 25.0, within(1e-15));
        assertThat(curve.varianceAt(6)).isCloseTo(0.75 * 0.75 / 25 + 0.8 * 0.8 / 16, within(1e-15));
    }

    @Test
    void knows_nothing_later_than_anyone_was_followed() {
        var curve = CumulativeIncidence.of(sample, LOST);

        assertThat(curve.incidenceAt(21)).isNull();
        assertThat(curve.varianceAt(21)).isNull();
        assertThat(CumulativeIncidence.of(Observations.of(List.of()), LOST).incidenceAt(0))
                .isNull();
    }

    @Test
    void is_none_of_a_cause_that_never_happened() {
        var curve = CumulativeIncidence.of(sample, 3);

        assertThat(curve.events()).isZero();
        assertThat(curve.incidenceAt(20)).isZero();
        assertThat(curve.steps()).isEmpty();
        assertThatThrownBy(() -> CumulativeIncidence.of(sample, Observation.CENSORED))
                .hasMessage("a cause numbered 0");
    }

    private double at(int cause, int day) {
        var incidence = CumulativeIncidence.of(sample, cause).incidenceAt(day);
        return incidence == null ? Double.NaN : incidence;
    }

    private static double at(KaplanMeier curve, int day) {
        var survival = curve.survivalAt(day);
        return survival == null ? Double.NaN : survival;
    }
}
