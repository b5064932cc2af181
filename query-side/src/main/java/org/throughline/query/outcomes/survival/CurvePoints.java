package org.throughline.query.outcomes.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Curves as points for a step chart: each value holds from its day to the next point's day.
 *
 * <p>Thinning only leaves points out. Those that stay have the numbers they had, and what is left out lies within a few
 * pixels of one: less than one part in {@code (atMost - 3) / 2} of the chart's width and of the curve's height away.
 */
public final class CurvePoints {

    /** More points than a chart on a screen can show apart. */
    public static final int ENOUGH = 500;

    /**
     * A corner of the curve.
     *
     * @param day days since the start of follow-up
     * @param value share of the subjects from this day on
     * @param lower end of the 95 % interval, null where there is none
     * @param upper end of the 95 % interval, null where there is none
     */
    public record Point(
            int day,
            double value,
            @Nullable Double lower,
            @Nullable Double upper) {}

    private CurvePoints() {}

    /** The survival curve from day 0, where it is 1, to the last day that anyone was followed. */
    public static List<Point> survival(KaplanMeier curve, int atMost) {
        var steps = curve.steps();
        var points = Stream.concat(
                        steps.stream().filter(step -> step.events() > 0),
                        steps.stream().skip(Math.max(0, steps.size() - 1)))
                .map(step -> new Point(step.day(), step.survival(), step.lower(), step.upper()))
                .distinct();
        return thinned(
                Stream.concat(Stream.of(new Point(0, 1, 1.0, 1.0)), points).toList(), atMost);
    }

    /** The incidence curve from day 0, where it is 0, to the last day that anyone was followed. */
    public static List<Point> incidence(CumulativeIncidence curve, int atMost) {
        var points = new ArrayList<Point>();
        points.add(new Point(0, 0, null, null));
        curve.steps().forEach(step -> points.add(new Point(step.day(), step.incidence(), step.lower(), step.upper())));
        var last = points.getLast();
        if (curve.lastDay() > last.day()) {
            points.add(new Point(curve.lastDay(), last.value(), last.lower(), last.upper()));
        }
        return thinned(points, atMost);
    }

    /** Leaves out what is near, in both directions, to the point kept before; keeps the first and the last two. */
    public static List<Point> thinned(List<Point> points, int atMost) {
        if (atMost < 5) {
            throw new IllegalArgumentException("a curve of %d points".formatted(atMost));
        }
        if (points.size() <= atMost) {
            return List.copyOf(points);
        }
        var parts = (atMost - 3) / 2;
        var first = points.getFirst();
        var last = points.getLast();
        var width = (last.day() - first.day()) / (double) parts;
        var height = Math.abs(last.value() - first.value()) / parts;
        var kept = new ArrayList<Point>(atMost);
        kept.add(first);
        var former = first;
        for (var point : points.subList(1, points.size() - 2)) {
            if (point.day() - former.day() >= width || Math.abs(point.value() - former.value()) >= height) {
                kept.add(point);
                former = point;
            }
        }
        kept.addAll(points.subList(points.size() - 2, points.size()));
        return List.copyOf(kept);
    }
}
