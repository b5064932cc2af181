package org.throughline.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What was measured, against what, in turns.
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
        boolean atMost)
        implements Finding {

    double ratio() {
        return Finding.median(ours) / Finding.median(theirs);
    }

    boolean isReached() {
        return atMost ? ratio() <= required : ratio() >= required;
    }

    boolean isGoalReached() {
        return atMost ? ratio() <= goal : ratio() >= goal;
    }

    @Override
    public String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f (%,.0f–%,.0f) %s | %,.0f (%,.0f–%,.0f) | %.2f | %s%.2f | %.2f | %s |",
                what,
                against,
                Finding.median(ours),
                Finding.least(ours),
                Finding.most(ours),
                unit,
                Finding.median(theirs),
                Finding.least(theirs),
                Finding.most(theirs),
                ratio(),
                atMost ? "≤ " : "",
                required,
                goal,
                Finding.verdict(isReached(), isGoalReached()));
    }
}
