package org.throughline.query.outcomes;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.throughline.query.outcomes.Figures.Curve;
import org.throughline.query.outcomes.survival.CurvePoints;
import org.throughline.query.outcomes.survival.CurvePoints.Point;
import tools.jackson.databind.json.JsonMapper;

/** The curves of an answer as the page's script draws them: no more points than a screen can show. */
@Component
class ChartData {
    /** Instead of a number that must not be told. */
    private static final Long HIDDEN = -1L;

    private final JsonMapper json;

    ChartData(JsonMapper json) {
        this.json = json;
    }

    /** All pictures of a page, by the name of their canvas. */
    private record Charts(Chart retention, Chart firstRelapse, Chart returnOrLost, Chart returns, Chart endings) {}

    private record Chart(List<Series> series, List<Integer> days) {}

    /** A curve: its points as day, share, lower and upper end; on which days how many are at risk, −1 if hidden. */
    private record Series(String label, List<@Nullable Double[]> points, List<List<Long>> atRisk) {}

    /** As JSON that can stand in a page: nothing in it ends a script element. */
    String of(Outcomes outcomes) {
        var charts = new Charts(
                chart(outcomes, Figures::retention),
                chart(outcomes, Figures::firstRelapse),
                chart(outcomes, Figures::returnOrLost),
                endings(outcomes, Figures::returns),
                endings(outcomes, Figures::endings));
        return json.writeValueAsString(charts).replace("<", "\\u003c");
    }

    private static Chart chart(Outcomes outcomes, Function<Figures, Curve> curve) {
        var series = outcomes.groups().stream()
                .flatMap(group -> series(group.label(), group.figures(), curve))
                .toList();
        if (outcomes.groups().isEmpty()) {
            series = series("All journeys", outcomes.all(), curve).toList();
        }
        return new Chart(series, days(outcomes, curve));
    }

    private static Stream<Series> series(String label, @Nullable Figures figures, Function<Figures, Curve> curve) {
        if (figures == null) {
            return Stream.empty();
        }
        var drawn = curve.apply(figures);
        return Stream.of(new Series(
                label,
                points(drawn.points()),
                drawn.atRisk().stream().map(ChartData::atRisk).toList()));
    }

    /** Curves of which something is kept back have days of their own. */
    private static List<Long> atRisk(Figures.Line line) {
        var number = line.atRisk();
        return List.of((long) line.day(), number == null ? HIDDEN : number);
    }

    private static List<Integer> days(Outcomes outcomes, Function<Figures, Curve> curve) {
        var all = outcomes.all();
        return all == null
                ? List.of()
                : curve.apply(all).atRisk().stream().map(Figures.Line::day).toList();
    }

    private static Chart endings(Outcomes outcomes, Function<Figures, List<Figures.Ending>> which) {
        var all = outcomes.all();
        var series = all == null
                ? List.<Series>of()
                : which.apply(all).stream()
                        .map(ending -> new Series(ending.label(), points(ending.points()), List.of()))
                        .toList();
        return new Chart(series, List.of());
    }

    private static List<@Nullable Double[]> points(List<Point> points) {
        return CurvePoints.thinned(points, CurvePoints.ENOUGH).stream()
                .map(point -> new @Nullable Double[] {
                    (double) point.day(), rounded(point.value()), rounded(point.lower()), rounded(point.upper())
                })
                .toList();
    }

    private static @Nullable Double rounded(@Nullable Double share) {
        return share == null ? null : (Double) (Math.round(share * 1e5) / 1e5);
    }
}
