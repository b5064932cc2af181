package org.throughline.query.outcomes.survival;

import org.jspecify.annotations.Nullable;

/**
 * The day by which a share of the subjects had the event, with its 95 % interval.
 *
 * @param share of the subjects; 0.5 for the median
 * @param day null if the curve doesn't come down that far
 * @param lower null if the lower limit's curve doesn't come down that far
 * @param upper null if the upper limit's curve doesn't come down that far
 */
public record Quantile(
        double share,
        @Nullable Double day,
        @Nullable Double lower,
        @Nullable Double upper) {}
