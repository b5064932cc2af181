package org.throughline.query.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.throughline.query.outcomes.survival.CurvePoints.Point;

class CurvePointsTest {

    @Test
    void start_at_everybody_and_end_where_following_ended() {
        var curve = KaplanMeier.of(Observations.of(
                List.of(Observation.event(3), Observation.censored(5), Observation.event(7), Observation.censored(9))));

        var points = CurvePoints.survival(curve, CurvePoints.ENOUGH);

        assertThat(points).extracting(Point::day).containsExactly(0, 3, 7, 9);
        assertThat(points).extracting(Point::value).containsExactly(1.0, 0.75, 0.375, 0.375);
    }

    @Test
    void start_at_nobody_where_events_add_up() {
        var curve = CumulativeIncidence.of(Observations.of(List.of(Observation.event(3), Observation.censored(5))), 1);

        var points = CurvePoints.incidence(curve, CurvePoints.ENOUGH);

        assertThat(points).extracting(Point::day).containsExactly(0, 3, 5);
        assertThat(points).extracting(Point::value).containsExactly(0.0, 0.5, 0.5);
        assertThat(points.getFirst().lower()).isNull();
        assertThat(points.get(1).lower()).isPositive().isLessThan(0.5);
        assertThat(points.getLast().upper()).isEqualTo(points.get(1).upper());
    }

    @Test
    void are_left_out_only_where_they_are_near_one_that_stays() {
        var random = new Random(1);
        var sample = Observations.builder();
        for (var subject = 0; subject < 1_000_000; subject++) {
            sample.add((int) (-900 * Math.log(1 - random.nextDouble())), random.nextInt(3) > 0);
        }
        var curve = KaplanMeier.of(sample.build());
        var all = CurvePoints.survival(curve, Integer.MAX_VALUE);

        var few = CurvePoints.survival(curve, CurvePoints.ENOUGH);

        assertThat(all).hasSizeGreaterThan(3000).containsAll(few);
        assertThat(few)
                .hasSizeBetween(200, CurvePoints.ENOUGH)
                .startsWith(all.getFirst())
                .endsWith(all.getLast());
        var shown = 0;
        for (var point : all) {
            while (shown + 1 < few.size() && few.get(shown + 1).day() <= point.day()) {
                shown++;
            }
            assertThat(few.get(shown).value()).isCloseTo(point.value(), within(1 / 248.0));
        }
    }

    @Test
    void are_one_of_nobody_and_never_fewer_than_a_curve_needs() {
        assertThat(CurvePoints.survival(KaplanMeier.of(Observations.of(List.of())), CurvePoints.ENOUGH))
                .containsExactly(new Point(0, 1, 1.0, 1.0));
        assertThatThrownBy(() -> CurvePoints.survival(KaplanMeier.of(RemissionOfLeukaemia.TREATED), 4))
                .hasMessage("a curve of 4 points");
    }
}
