package org.throughline.query.outcomes.survival;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Whether several groups' event-free times could come from one curve: the log-rank (Mantel–Haenszel) test, as R's
 * {@code survival::survdiff} computes it (Mantel, Cancer Chemother Rep 50, 1966; Harrington and Fleming, Biometrika 69,
 * 1982, with rho = 0). Ties are handled by the hypergeometric variance, summed over the days of events:
 * {@code d (n - d) / (n - 1) * n_g / n (δ_gh - n_h / n)}.
 *
 * @param groups in the order given
 * @param degreesOfFreedom one less than the groups in which events were to be expected; 0 if the test can't be made
 * @param chiSquare null if the test can't be made
 * @param pValue the chi-square distribution's tail beyond it; null if the test can't be made
 */
public record LogRank(
        List<Group> groups,
        int degreesOfFreedom,
        @Nullable Double chiSquare,
        @Nullable Double pValue) {

    /**
     * One group's part.
     *
     * @param size its subjects
     * @param observed its events
     * @param expected its events, had all groups one curve
     */
    public record Group(long size, long observed, double expected) {}

    public LogRank {
        groups = List.copyOf(groups);
    }

    /** Compares these groups, any cause being the event. */
    public static LogRank test(List<Observations> samples) {
        var sums = new Sums(samples);
        var groups = IntStream.range(0, samples.size())
                .mapToObj(group ->
                        new Group(samples.get(group).size(), samples.get(group).events(), sums.expected[group]))
                .toList();
        // one group is left out: the differences add up to nothing
        var tested = IntStream.range(0, groups.size())
                .filter(group -> sums.expected[group] > 0)
                .skip(1)
                .toArray();
        var chiSquare = chiSquare(groups, sums.variance, tested);
        if (tested.length == 0 || Double.isNaN(chiSquare)) {
            return new LogRank(groups, 0, null, null);
        }
        var tail = ChiSquaredDistribution.of(tested.length).survivalProbability(chiSquare);
        return new LogRank(groups, tested.length, chiSquare, tail);
    }

    /** What is summed up over the days of events. */
    private static final class Sums {

        private final double[] expected;
        private final double[][] variance;

        Sums(List<Observations> samples) {
            var groups = samples.size();
            expected = new double[groups];
            variance = new double[groups][groups];
            var left = samples.stream().mapToLong(Observations::size).toArray();
            var next = new int[groups];
            while (true) {
                var day = Integer.MAX_VALUE;
                for (var group = 0; group < groups; group++) {
                    var sample = samples.get(group);
                    if (next[group] < sample.distinctDays()) {
                        day = Math.min(day, sample.day(next[group]));
                    }
                }
                if (day == Integer.MAX_VALUE) {
                    return;
                }
                var events = 0L;
                var gone = new long[groups];
                for (var group = 0; group < groups; group++) {
                    var sample = samples.get(group);
                    var index = next[group];
                    if (index < sample.distinctDays() && sample.day(index) == day) {
                        events += sample.eventsOn(index);
                        gone[group] = sample.eventsOn(index) + sample.censoredOn(index);
                        next[group]++;
                    }
                }
                add(events, left);
                for (var group = 0; group < groups; group++) {
                    left[group] -= gone[group];
                }
            }
        }

        private void add(long events, long[] atRisk) {
            if (events == 0) {
                return;
            }
            var all = 0L;
            for (var number : atRisk) {
                all += number;
            }
            var spread = all > 1 ? events * (double) (all - events) / (all - 1) : 0;
            for (var group = 0; group < atRisk.length; group++) {
                var share = atRisk[group] / (double) all;
                expected[group] += events * share;
                variance[group][group] += spread * share;
                for (var other = 0; other < atRisk.length; other++) {
                    variance[group][other] -= spread * share * atRisk[other] / all;
                }
            }
        }
    }

    /** {@code u' V^-1 u} of the tested groups, by Cholesky's decomposition; NaN if V has no inverse. */
    private static double chiSquare(List<Group> groups, double[][] variance, int[] tested) {
        var size = tested.length;
        var root = new double[size][size];
        var scaled = new double[size];
        var sum = 0.0;
        for (var row = 0; row < size; row++) {
            for (var column = 0; column <= row; column++) {
                var rest = variance[tested[row]][tested[column]];
                for (var before = 0; before < column; before++) {
                    rest -= root[row][before] * root[column][before];
                }
                if (column < row) {
                    root[row][column] = rest / root[column][column];
                } else if (rest > 1e-12 * variance[tested[row]][tested[row]]) {
                    root[row][row] = Math.sqrt(rest);
                } else {
                    return Double.NaN;
                }
            }
            var group = groups.get(tested[row]);
            var difference = group.observed() - group.expected();
            for (var before = 0; before < row; before++) {
                difference -= root[row][before] * scaled[before];
            }
            scaled[row] = difference / root[row][row];
            sum += scaled[row] * scaled[row];
        }
        return sum;
    }
}
