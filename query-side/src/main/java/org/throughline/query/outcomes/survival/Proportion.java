package org.throughline.query.outcomes.survival;

import org.jspecify.annotations.Nullable;

/**
 * A share with what it is a share of, and Wilson's score interval (Wilson, J Am Stat Assoc 22, 1927), as R's
 * {@code prop.test(correct = FALSE)} computes it. Made by {@link #of}.
 *
 * @param numerator how many have it
 * @param denominator of how many
 * @param value the share; null of none
 * @param lower end of the 95 % interval; null of none
 * @param upper end of the 95 % interval; null of none
 */
public record Proportion(
        long numerator,
        long denominator,
        @Nullable Double value,
        @Nullable Double lower,
        @Nullable Double upper) {

    /** So many of so many. */
    public static Proportion of(long numerator, long denominator) {
        if (numerator < 0 || numerator > denominator) {
            throw new IllegalArgumentException("%d of %d".formatted(numerator, denominator));
        }
        if (denominator == 0) {
            return new Proportion(0, 0, null, null, null);
        }
        var share = numerator / (double) denominator;
        var half = Confidence.Z * Confidence.Z / (2.0 * denominator);
        var centre = share + half;
        var reach = Confidence.Z * Math.sqrt(share * (1 - share) / denominator + half / (2.0 * denominator));
        var scale = 1 + 2 * half;
        return new Proportion(
                numerator,
                denominator,
                share,
                numerator == 0 ? 0 : (centre - reach) / scale,
                numerator == denominator ? 1 : (centre + reach) / scale);
    }
}
