package org.throughline.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * An inner loop, which has nothing to be compared with and nothing to reach.
 *
 * @param what what is done once
 * @param unit of all figures
 * @param figures how long it took on average, one for each time that it was measured
 */
record Loop(String what, String unit, List<Double> figures) {
    /** As a line of a table. */
    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %,.2f (%,.2f–%,.2f) %s |",
                what,
                Finding.median(figures),
                Finding.least(figures),
                Finding.most(figures),
                unit);
    }
}
