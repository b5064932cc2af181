package org.throughline.query.outcomes.survival;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The share of subjects that had the event of one cause, day by day, where another cause can forestall it: the
 * Aalen–Johansen estimate {@code F(t) = sum S(s-) d_cause / n} (Aalen and Johansen, Scand J Stat 5, 1978) with Aalen's
 * variance (Ann Stat 6, 1978) as R's {@code cmprsk::cuminc} computes it.
 *
 * <p>The variance follows from that of the hazards by the delta method. A hazard's increment {@code d / n} on day s has
 * the variance {@code d (n - d) / ((n - 1) n^2)}; F(t) changes with it by {@code -(F(t) - F(s)) S(s-) / S(s)}, and for the
 * cause itself by {@code S(s-)} more.
 */
public final class CumulativeIncidence {

    private final int cause;
    private final Observations sample;
    private final int[] days;
    private final double[] incidence;
    private final double[] variance;

    /**
     * One day on which the event of this cause happened.
     *
     * @param day days since the start of follow-up
     * @param events of this cause on this day
     * @param incidence share of all subjects with the event of this cause by this day
     * @param variance of the share
     * @param lower end of the 95 % interval, null where there is none
     * @param upper end of the 95 % interval, null where there is none
     */
    public record Step(
            int day,
            long events,
            double incidence,
            double variance,
            @Nullable Double lower,
            @Nullable Double upper) {}

    private CumulativeIncidence(Observations sample, int cause) {
        this.cause = cause;
        this.sample = sample;
        var distinct = sample.distinctDays();
        this.days = IntStream.range(0, distinct).map(sample::day).toArray();
        this.incidence = new double[distinct];
        this.variance = new double[distinct];
        var left = sample.size();
        var survival = 1.0;
        var share = 0.0;
        var moments = new Moments();
        for (var index = 0; index < distinct; index++) {
            var ofCause = sample.eventsOn(index, cause);
            var events = sample.eventsOn(index);
            if (events > 0) {
                var rise = survival * ofCause / left;
                var after = survival * (left - events) / left;
                moments.rise(rise);
                moments.day(survival, after, hazardVariance(ofCause, left), hazardVariance(events - ofCause, left));
                share += rise;
                survival = after;
            }
            incidence[index] = share;
            variance[index] = Math.max(moments.variance, 0);
            left -= events + sample.censoredOn(index);
        }
    }

    private static double hazardVariance(long events, long atRisk) {
        // a single event is not corrected for ties, which also keeps the last subject from dividing by 0
        var ties = events > 1 ? (atRisk - events) / (atRisk - 1.0) : 1;
        return ties * events / ((double) atRisk * atRisk);
    }

    /**
     * Sums over the days so far of the squares, products and so on of F's two dependencies on a hazard, kept so that a
     * further rise of F is a step and no second pass.
     */
    private static final class Moments {

        private double variance;
        private double slope;
        private double curvature;

        /** Moves t on to a day by which F has risen further. */
        void rise(double by) {
            variance += 2 * by * slope + by * by * curvature;
            slope += by * curvature;
        }

        /** Adds the hazards of day t itself. */
        void day(double before, double after, double ofCause, double ofOthers) {
            // with nobody left F can't rise any more, so nothing hangs on how
            var ratio = after > 0 ? before / after : 0;
            variance += before * before * ofCause;
            slope -= before * ratio * ofCause;
            curvature += ratio * ratio * (ofCause + ofOthers);
        }
    }

    /** The curve of one cause in this sample, all others competing with it. */
    public static CumulativeIncidence of(Observations sample, int cause) {
        if (cause < 1) {
            throw new IllegalArgumentException("a cause numbered %d".formatted(cause));
        }
        return new CumulativeIncidence(sample, cause);
    }

    /** Which of the competing events this is. */
    public int cause() {
        return cause;
    }

    /** How many subjects the curve is made of. */
    public long size() {
        return sample.size();
    }

    /** How many of them had the event of this cause. */
    public long events() {
        return sample.events(cause);
    }

    /** The longest follow-up in days; -1 in an empty sample. */
    public int lastDay() {
        return sample.lastDay();
    }

    /** The days on which the curve rises, in order. */
    public List<Step> steps() {
        return IntStream.range(0, days.length)
                .filter(index -> sample.eventsOn(index, cause) > 0)
                .mapToObj(index -> new Step(
                        days[index],
                        sample.eventsOn(index, cause),
                        incidence[index],
                        variance[index],
                        Confidence.estimable(bound(index, -1)),
                        Confidence.estimable(bound(index, 1))))
                .toList();
    }

    /** {@code F^exp(±z sqrt(Var F) / (F log F))}: on the scale log(-log F), which never leaves 0 to 1; none at 0 and 1. */
    private double bound(int index, int side) {
        var share = incidence[index];
        if (share <= 0 || share >= 1) {
            return Double.NaN;
        }
        // log F is negative: the smaller exponent is the upper end
        var reach = Confidence.Z * Math.sqrt(variance[index]) / (share * Math.log(share));
        return Math.pow(share, Math.exp(side * reach));
    }

    /** The share with the event of this cause by this day; null later than anyone was followed. */
    public @Nullable Double incidenceAt(int day) {
        return at(incidence, day);
    }

    /** The variance of {@link #incidenceAt}; null later than anyone was followed. */
    public @Nullable Double varianceAt(int day) {
        return at(variance, day);
    }

    private @Nullable Double at(double[] values, int day) {
        if (day > lastDay()) {
            return null;
        }
        var index = sample.indexUpTo(day);
        return index < 0 ? 0 : values[index];
    }
}
