package org.throughline.query.outcomes.survival;

import java.util.function.IntToDoubleFunction;

/**
 * Where a step curve comes down to a level, by the two rules that R has for it.
 *
 * <p>They differ where the curve's last value is exactly the level, and where an upper limit rises again at the curve's
 * thin end: the median is the first such day, other quantiles are looked up by height.
 */
final class CurveCrossing {

    /** R's {@code sqrt(.Machine$double.eps)}: heights nearer than this are the same. */
    private static final double TOLERANCE = Math.sqrt(Math.ulp(1.0));

    private final int[] days;
    private final IntToDoubleFunction height;

    /** A curve that has height 1 before the first of these days; NaN is no height. */
    CurveCrossing(int[] days, IntToDoubleFunction height) {
        this.days = days;
        this.height = height;
    }

    /**
     * The rule of {@code print(survfit)}: the first day at which the curve is at 0.5 or below; if it is exactly 0.5
     * there, the middle between that day and the next drop, if there is one.
     */
    double median() {
        for (var first = 0; first < days.length; first++) {
            var reached = height.applyAsDouble(first);
            if (reached < 0.5 + TOLERANCE) {
                var next = Math.abs(reached - 0.5) < TOLERANCE ? firstBelow(reached, first) : first;
                return (days[first] + (double) days[next]) / 2;
            }
        }
        return Double.NaN;
    }

    private int firstBelow(double level, int from) {
        for (var index = from; index < days.length; index++) {
            if (height.applyAsDouble(index) < level) {
                return index;
            }
        }
        return from;
    }

    /**
     * The rule of {@code quantile(survfit)}: the middle between the days at which the curve comes to the level and goes
     * below it; if it ends at the level, the last day takes the place of the second.
     */
    double fallenBy(double share) {
        var reaching = lowestDrop(share - TOLERANCE);
        if (Double.isNaN(reaching)) {
            return Double.NaN;
        }
        var last = days.length - 1;
        if (Math.abs(share - (1 - height.applyAsDouble(last))) < TOLERANCE) {
            return (reaching + days[last]) / 2;
        }
        return (reaching + lowestDrop(share + TOLERANCE)) / 2;
    }

    /** The day of the smallest drop below 1 that is at least this deep. */
    private double lowestDrop(double atLeast) {
        var smallest = Double.POSITIVE_INFINITY;
        var day = Double.NaN;
        for (var index = 0; index < days.length; index++) {
            var drop = 1 - height.applyAsDouble(index);
            if (drop >= atLeast && drop < smallest) {
                smallest = drop;
                day = days[index];
            }
        }
        return day;
    }
}
