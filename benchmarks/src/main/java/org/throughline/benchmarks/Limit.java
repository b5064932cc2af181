package org.throughline.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What must not be more than a limit, whatever the machine.
 *
 * @param what what is claimed
 * @param unit of all figures
 * @param figures one a round
 * @param required what it may be at most
 * @param goal what is aimed at
 */
record Limit(String what, String unit, List<Double> figures, double required, double goal) implements Finding {
    @Override
    public String line() {
        var median = Finding.median(figures);
        return String.format(
                Locale.ROOT,
                "| %s | – | %,.1f (%,.1f–%,.1f) %s | – | – | ≤ %,.0f %s | %,.0f %s | %s |",
                what,
                median,
                Finding.least(figures),
                Finding.most(figures),
                unit,
                required,
                unit,
                goal,
                unit,
                Finding.verdict(median <= required, median <= goal));
    }
}
