package org.throughline.query.outcomes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.query.outcomes.Figures.Line;
import org.throughline.query.outcomes.survival.CumulativeIncidence;
import org.throughline.query.outcomes.survival.CurvePoints;
import org.throughline.query.outcomes.survival.CurvePoints.Point;
import org.throughline.query.outcomes.survival.KaplanMeier;

/**
 * What of a curve is told: all of it, or, to those who must not learn of a few people, only how it stood in the morning of
 * some days. Each point is then the last step before such a day.
 */
final class Curves {
    private Curves() {}

    /** All steps of a curve. */
    static List<Point> whole(KaplanMeier curve) {
        return CurvePoints.survival(curve, Integer.MAX_VALUE);
    }

    /** The steps of a curve on those days of the grid that are told. */
    static List<Point> coarse(KaplanMeier curve, Grid grid, boolean[] told) {
        var steps = CurvePoints.survival(curve, Integer.MAX_VALUE);
        return coarse(steps, grid, told);
    }

    /** All steps of an incidence curve. */
    static List<Point> whole(CumulativeIncidence curve) {
        return CurvePoints.incidence(curve, Integer.MAX_VALUE);
    }

    /** The steps of an incidence curve on those days of the grid that are told. */
    static List<Point> coarse(CumulativeIncidence curve, Grid grid, boolean[] told) {
        return coarse(CurvePoints.incidence(curve, Integer.MAX_VALUE), grid, told);
    }

    private static List<Point> coarse(List<Point> steps, Grid grid, boolean[] told) {
        var points = new ArrayList<Point>();
        points.add(steps.getFirst());
        var next = 1;
        for (var line = 1; line < told.length; line++) {
            if (told[line]) {
                var before = next;
                while (next < steps.size() && steps.get(next).day() < grid.days()[line]) {
                    next++;
                }
                if (next > before) {
                    points.add(steps.get(next - 1));
                }
            }
        }
        return points.size() > 1 ? List.copyOf(points) : List.of();
    }

    /** The whole at-risk table. */
    static List<Line> wholeTable(KaplanMeier curve, int... days) {
        return curve.atRisk(days).stream()
                .map(line -> new Line(line.day(), line.atRisk(), line.events(), line.censored(), line.survival()))
                .toList();
    }

    /**
     * The at-risk table without what is not told, with the days between its usual ones on which it can be told; shares are
     * those of the morning, as are those at risk.
     */
    static List<Line> coarseTable(KaplanMeier curve, Grid grid, boolean[] shares, boolean[] atRisk) {
        var lines = new ArrayList<Line>();
        for (var line = 0; line < grid.days().length && grid.days()[line] <= curve.lastDay(); line++) {
            if (atRisk[line] || line % grid.table() == 0) {
                var day = grid.days()[line];
                var share = day == 0 ? (Double) 1.0 : curve.survivalAt(day - 1);
                lines.add(new Line(
                        day, told(curve.atRiskAt(day), atRisk[line]), null, null, shares[line] ? share : null));
            }
        }
        return List.copyOf(lines);
    }

    private static @Nullable Long told(long number, boolean told) {
        return told ? (Long) number : null;
    }
}
