package org.throughline.query.outcomes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The share of subjects still without the event, day by day: the product-limit estimate
 * {@code S(t) = prod (1 - d / n)} with Greenwood's error {@code S sqrt(sum d / (n (n - d)))} (Kaplan and Meier, J Am Stat
 * Assoc 53, 1958; Greenwood 1926), as R's {@code survival::survfit} computes it, with its intervals on the logarithmic
 * scale ({@code conf.type = "log"}). Whoever is censored on a day counts as at risk on that day.
 */
public final class KaplanMeier {

    private final Observations sample;
    private final int[] days;
    private final long[] atRisk;
    private final double[] survival;
    /** Standard errors of log S, infinite once S is 0. */
    private final double[] errors;

    private final double[] lower;
    private final double[] upper;

    /**
     * One distinct day of the sample.
     *
     * @param day days since the start of follow-up
     * @param atRisk subjects not yet gone before this day
     * @param events of them had the event on this day
     * @param censored of them were last seen, without the event, on this day
     * @param survival share without the event after this day
     * @param standardError Greenwood's; null once survival is 0
     * @param lower end of the 95 % interval, null where there is none
     * @param upper end of the 95 % interval, null where there is none
     */
    public record Step(
            int day,
            long atRisk,
            long events,
            long censored,
            double survival,
            @Nullable Double standardError,
            @Nullable Double lower,
            @Nullable Double upper) {}

    /**
     * One line of an at-risk table.
     *
     * @param day days since the start of follow-up
     * @param atRisk subjects not yet gone before this day
     * @param events since the previous line, this day included
     * @param censored since the previous line, this day included
     * @param survival share without the event after this day; null later than anyone was followed
     * @param lower end of the 95 % interval, null where there is none
     * @param upper end of the 95 % interval, null where there is none
     */
    public record AtRisk(
            int day,
            long atRisk,
            long events,
            long censored,
            @Nullable Double survival,
            @Nullable Double lower,
            @Nullable Double upper) {}

    private KaplanMeier(Observations sample) {
        var distinct = sample.distinctDays();
        this.sample = sample;
        this.days = IntStream.range(0, distinct).map(sample::day).toArray();
        this.atRisk = new long[distinct];
        this.survival = new double[distinct];
        this.errors = new double[distinct];
        this.lower = new double[distinct];
        this.upper = new double[distinct];
        var left = sample.size();
        var product = 1.0;
        var greenwood = 0.0;
        for (var index = 0; index < distinct; index++) {
            var events = sample.eventsOn(index);
            if (events > 0) {
                product *= (left - events) / (double) left;
                greenwood += events / ((double) left * (left - events));
            }
            atRisk[index] = left;
            survival[index] = product;
            errors[index] = Math.sqrt(greenwood);
            lower[index] = bound(product, -errors[index]);
            upper[index] = bound(product, errors[index]);
            left -= events + sample.censoredOn(index);
        }
    }

    /** The end of R's default interval, {@code S exp(±z error)}, on the side of the error's sign; none where S is 0. */
    private static double bound(double survival, double error) {
        return survival == 0 ? Double.NaN : Math.min(Math.exp(Math.log(survival) + Confidence.Z * error), 1);
    }

    /** The curve of this sample, any cause being the event. */
    public static KaplanMeier of(Observations sample) {
        return new KaplanMeier(sample);
    }

    /** How many subjects the curve is made of. */
    public long size() {
        return sample.size();
    }

    /** How many of them had the event. */
    public long events() {
        return sample.events();
    }

    /** The longest follow-up in days; -1 in an empty sample. */
    public int lastDay() {
        return sample.lastDay();
    }

    /** All distinct days, in order, also those on which subjects were only censored. */
    public List<Step> steps() {
        return IntStream.range(0, days.length).mapToObj(this::step).toList();
    }

    private Step step(int index) {
        return new Step(
                days[index],
                atRisk[index],
                sample.eventsOn(index),
                sample.censoredOn(index),
                survival[index],
                Confidence.estimable(survival[index] * errors[index]),
                Confidence.estimable(lower[index]),
                Confidence.estimable(upper[index]));
    }

    /** The share without the event after this day; null later than anyone was followed. */
    public @Nullable Double survivalAt(int day) {
        return day > lastDay() ? null : at(survival, sample.indexUpTo(day));
    }

    /** How many were followed up to this day without the event before it. */
    public long atRiskAt(int day) {
        var first = sample.indexUpTo(day - 1) + 1;
        return first < days.length ? atRisk[first] : 0;
    }

    /** The at-risk table at these days, which must ascend: the lines of R's {@code summary(fit, times = days)}. */
    public List<AtRisk> atRisk(int... tableDays) {
        var lines = new ArrayList<AtRisk>(tableDays.length);
        var next = 0;
        var previous = -1;
        for (var day : tableDays) {
            if (day <= previous) {
                throw new IllegalArgumentException("days must ascend: %s".formatted(Arrays.toString(tableDays)));
            }
            previous = day;
            var index = sample.indexUpTo(day);
            var events = 0L;
            var censored = 0L;
            for (; next <= index; next++) {
                events += sample.eventsOn(next);
                censored += sample.censoredOn(next);
            }
            var followed = day <= lastDay();
            lines.add(new AtRisk(
                    day,
                    atRiskAt(day),
                    events,
                    censored,
                    survivalAt(day),
                    followed ? at(lower, index) : null,
                    followed ? at(upper, index) : null));
        }
        return List.copyOf(lines);
    }

    /** The value on an index; 1, as R has it, before the first day. */
    private static @Nullable Double at(double[] values, int index) {
        return Confidence.estimable(index < 0 ? 1 : values[index]);
    }

    /** The median with its interval, by the rule of R's {@code print(survfit)}. */
    public Quantile median() {
        return new Quantile(
                0.5,
                Confidence.estimable(crossing(survival).median()),
                Confidence.estimable(crossing(lower).median()),
                Confidence.estimable(crossing(upper).median()));
    }

    private CurveCrossing crossing(double[] heights) {
        return new CurveCrossing(days, index -> heights[index]);
    }
}
