package org.throughline.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A time that must not be longer than another, whatever the machine.
 *
 * @param what what is claimed
 * @param milliseconds one figure a round
 * @param required what it may be at most
 * @param goal what is aimed at
 */
record Limit(String what, List<Double> milliseconds, double required, double goal) implements Finding {
    @Override
    public String line() {
        var median = Finding.median(milliseconds);
        return String.format(
                Locale.ROOT,
                "| %s | – | %.1f (%.1f–%.1f) ms | – | – | ≤ %.0f ms | %.0f ms | %s |",
                what,
                median,
                Finding.least(milliseconds),
                Finding.most(milliseconds),
                required,
                goal,
                Finding.verdict(median <= required, median <= goal));
    }
}
