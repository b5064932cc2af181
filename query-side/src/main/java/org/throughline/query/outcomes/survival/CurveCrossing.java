package org.throughline.query.outcomes.survival;

import java.util.function.IntToDoubleFunction;

/** Where a step curve comes down to a half. */
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
}
