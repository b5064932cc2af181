package org.throughline.query.outcomes.survival;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/** What all 95 % intervals share. */
final class Confidence {

    /** How many standard errors a two-sided 95 % interval reaches to each side. */
    static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

    private Confidence() {}

    /** A number, or nothing where it can't be estimated. */
    static @Nullable Double estimable(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
