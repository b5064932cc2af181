package org.throughline.query.outcomes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.throughline.query.outcomes.Figures.Line;
import org.throughline.query.outcomes.survival.CumulativeIncidence;
import org.throughline.query.outcomes.survival.CurvePoints;
import org.throughline.query.outcomes.survival.CurvePoints.Point;
import org.throughline.query.outcomes.survival.KaplanMeier;

/**
 * What of a curve is told: all of it, or, to those who must not learn of a few people, only steps in which more than ten
 * had the event, as long as more than ten are followed.
 */
final class Curves {
    private static final int MANY = SmallCells.LARGEST + 1;
    private static final int[] DISTANCES = {7, 14, 30, 60, 90, 180, 360, 720};
    private static final int LINES = 8;

    private Curves() {}

    /** All steps of a curve. */
    static List<Point> whole(KaplanMeier curve) {
        return CurvePoints.survival(curve, Integer.MAX_VALUE);
    }

    /** The steps of a curve, so many at a time that none tells of a few people. */
    static List<Point> coarse(KaplanMeier curve) {
        var points = new ArrayList<Point>();
        points.add(new Point(0, 1, 1.0, 1.0));
        var events = 0L;
        KaplanMeier.@Nullable Step flat = null;
        for (var step : curve.steps()) {
            var left = step.atRisk() - step.events() - step.censored();
            if (left < MANY) {
                break;
            }
            events += step.events();
            if (events >= MANY) {
                points.add(new Point(step.day(), step.survival(), step.lower(), step.upper()));
                events = 0;
                flat = null;
            } else if (events == 0) {
                flat = step;
            }
        }
        if (flat != null && flat.day() > points.getLast().day()) {
            points.add(new Point(flat.day(), flat.survival(), flat.lower(), flat.upper()));
        }
        return points.size() > 1 ? List.copyOf(points) : List.of();
    }

    /** All steps of an incidence curve. */
    static List<Point> whole(CumulativeIncidence curve) {
        return CurvePoints.incidence(curve, Integer.MAX_VALUE);
    }

    /** The steps of an incidence curve, more than ten events at a time. */
    static List<Point> coarse(CumulativeIncidence curve) {
        var points = new ArrayList<Point>();
        points.add(new Point(0, 0, null, null));
        var events = 0L;
        for (var step : curve.steps()) {
            events += step.events();
            if (events >= MANY) {
                points.add(new Point(step.day(), step.incidence(), null, null));
                events = 0;
            }
        }
        return points.size() > 1 ? List.copyOf(points) : List.of();
    }

    /** Days for an at-risk table up to the last day that anyone was followed: few, round, and the same for all groups. */
    static int[] tableDays(int lastDay) {
        var distance = DISTANCES[DISTANCES.length - 1];
        for (var candidate : DISTANCES) {
            if ((long) candidate * LINES >= lastDay) {
                distance = candidate;
                break;
            }
        }
        while (distance < lastDay / LINES) {
            distance *= 2;
        }
        var every = distance;
        return IntStream.rangeClosed(0, Math.max(0, lastDay) / every)
                .map(line -> line * every)
                .toArray();
    }

    /** The whole at-risk table. */
    static List<Line> wholeTable(KaplanMeier curve, int... days) {
        return curve.atRisk(days).stream()
                .map(line -> new Line(line.day(), line.atRisk(), line.events(), line.censored(), line.survival()))
                .toList();
    }

    /** The at-risk table without numbers that differ by a few people, and without telling how people left. */
    static List<Line> coarseTable(KaplanMeier curve, int... days) {
        var lines = new ArrayList<Line>();
        var before = curve.size();
        var events = 0L;
        for (var line : curve.atRisk(days)) {
            events += line.events();
            var told = !SmallCells.small(line.atRisk()) && !SmallCells.small(before - line.atRisk());
            var shareTold = told && line.atRisk() > 0 && !SmallCells.small(events);
            if (told) {
                before = line.atRisk();
            }
            if (shareTold) {
                events = 0;
            }
            lines.add(
                    new Line(line.day(), told ? line.atRisk() : null, null, null, shareTold ? line.survival() : null));
        }
        return List.copyOf(lines);
    }
}
