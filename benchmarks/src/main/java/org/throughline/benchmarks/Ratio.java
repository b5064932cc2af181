package org.throughline.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of the report: what was measured, against what, in turns.
 *
 * @param what what is claimed
 * @param against what it is compared with in the same run
 * @param unit of both
 * @param ours one figure a round
 * @param theirs one figure a round
 * @param required the ratio that must be reached
 * @param goal the ratio that is aimed at
 * @param atMost whether the ratio must not be more, instead of not less
 */
record Ratio(
        String what,
        String against,
        String unit,
        List<Double> ours,
        List<Double> theirs,
        double required,
        double goal,
        boolean atMost) {

    double ratio() {
        return median(ours) / median(theirs);
    }

    boolean isReached() {
        return atMost ? ratio() <= required : ratio() >= required;
    }

    boolean isGoalReached() {
        return atMost ? ratio() <= goal : ratio() >= goal;
    }

    String verdict() {
        if (isGoalReached()) {
            return "goal reached";
        }
        return isReached() ? "reached" : "**not reached**";
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f (%,.0f–%,.0f) %s | %,.0f (%,.0f–%,.0f) | %.2f | %s%.2f | %.2f | %s |",
                what,
                against,
                median(ours),
                least(ours),
                most(ours),
                unit,
                median(theirs),
                least(theirs),
                most(theirs),
                ratio(),
                atMost ? "≤ " : "",
                required,
                goal,
                verdict());
    }

    static double median(List<Double> figures) {
        var sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double least(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    private static double most(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The value below which a part of the figures lies. */
    static double quantile(double[] figures, double part) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    }
}
