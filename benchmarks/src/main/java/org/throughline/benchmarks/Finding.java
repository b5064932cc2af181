package org.throughline.benchmarks;

import java.util.Arrays;
import java.util.List;

/** One line of the report. */
sealed interface Finding permits Ratio, Limit {
    /** As a line of a table. */
    String line();

    /** What is said of figures that must reach something. */
    static String verdict(boolean reached, boolean goalReached) {
        if (goalReached) {
            return "goal reached";
        }
        return reached ? "reached" : "**not reached**";
    }

    /** The figure in the middle. */
    static double median(List<Double> figures) {
        var sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The least of them. */
    static double least(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** The most of them. */
    static double most(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The value below which a part of the figures lies. */
    static double quantile(double[] figures, double part) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    }
}
