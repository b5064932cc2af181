package org.throughline.query.outcomes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.query.outcomes.survival.CurvePoints.Point;
import org.throughline.query.outcomes.survival.LogRank;
import org.throughline.query.outcomes.survival.Proportion;
import org.throughline.query.outcomes.survival.Quantile;

/**
 * How a group of journeys went. Where a number is null, there is none, or it must not be told: it is, or would give away,
 * one to ten people.
 *
 * @param journeys admissions
 * @param discharged of them, ended
 * @param open of them, not ended
 * @param completed of the discharged, completed treatment
 * @param completedOrTransferred of the discharged, completed treatment or were transferred
 * @param reasons of the discharged, by TEDS's REASON
 * @param returns cumulative incidence of a return to use, death competing with it
 * @param endings cumulative incidence of completion, dropout and other endings, each competing with the others
 */
public record Figures(
        @Nullable Long journeys,
        @Nullable Long discharged,
        @Nullable Long open,
        Share completed,
        Share completedOrTransferred,
        List<Reason> reasons,
        Stays stays,
        Stays tedsStays,
        Curve retention,
        Curve firstRelapse,
        Curve returnOrLost,
        List<Ending> returns,
        List<Ending> endings) {
    public Figures {
        reasons = List.copyOf(reasons);
        returns = List.copyOf(returns);
        endings = List.copyOf(endings);
    }

    /** The curve of a name. */
    public Curve curve(String key) {
        return Stream.of(retention, firstRelapse, returnOrLost)
                .filter(curve -> curve.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no curve " + key));
    }

    /**
     * A share with what it is a share of, and Wilson's 95 % interval.
     *
     * @param numerator null if it must not be told
     * @param denominator null if it must not be told
     * @param value null of none, or if it must not be told
     */
    public record Share(
            @Nullable Long numerator,
            @Nullable Long denominator,
            @Nullable Double value,
            @Nullable Double lower,
            @Nullable Double upper) {
        static Share of(@Nullable Long numerator, @Nullable Long denominator) {
            if (numerator == null || denominator == null) {
                return new Share(numerator, denominator, null, null, null);
            }
            var share = Proportion.of(numerator, denominator);
            return new Share(numerator, denominator, share.value(), share.lower(), share.upper());
        }
    }

    /** A reason for discharge. */
    public record Reason(int code, String label, Share share) {}

    /**
     * Lengths of stay of the discharged, in days.
     *
     * @param bands TEDS's, the single days of the first month joined
     */
    public record Stays(
            @Nullable Long discharged,
            @Nullable Double mean,
            @Nullable Double lowerQuartile,
            @Nullable Double median,
            @Nullable Double upperQuartile,
            List<Band> bands) {
        public Stays {
            bands = List.copyOf(bands);
        }
    }

    /** Stays of some of TEDS's codes. */
    public record Band(String label, int fromCode, int toCode, Share share) {}

    /**
     * The share without an event by day, by Kaplan and Meier.
     *
     * @param events journeys with the event
     * @param censored journeys of which the event is not known
     * @param median the day by which half had the event
     * @param reportedLater journeys without the event of which a relapse was reported of a day after they were observed;
     *     null also where there is no such thing
     * @param complete whether every step is told; else only the days of a grid are, and the curve may end early
     */
    public record Curve(
            String key,
            @Nullable Long subjects,
            @Nullable Long events,
            @Nullable Long censored,
            @Nullable Quantile median,
            @Nullable Long reportedLater,
            boolean complete,
            List<Point> points,
            List<Line> atRisk) {
        public Curve {
            points = List.copyOf(points);
            atRisk = List.copyOf(atRisk);
        }
    }

    /**
     * A line of an at-risk table; events and censored since the line before, this day included.
     *
     * @param survival share without the event after this day; before this day if the curve is not complete
     * @param atRisk followed up to this day without the event before it
     */
    public record Line(
            int day,
            @Nullable Long atRisk,
            @Nullable Long events,
            @Nullable Long censored,
            @Nullable Double survival) {}

    /**
     * The share that ended in one way, by day.
     *
     * @param journeys of how many
     */
    public record Ending(
            String key,
            String label,
            long journeys,
            @Nullable Long events,
            List<Point> points) {
        public Ending {
            points = List.copyOf(points);
        }
    }

    /**
     * Whether the groups' curves differ, by the log-rank test.
     *
     * @param groups in the order of the answer's groups that are told
     */
    public record Comparison(
            int degreesOfFreedom,
            @Nullable Double chiSquare,
            @Nullable Double pValue,
            List<Compared> groups) {
        public Comparison {
            groups = List.copyOf(groups);
        }

        static Comparison of(LogRank test, List<String> values, List<Curve> curves) {
            var groups = new ArrayList<Compared>();
            for (var place = 0; place < values.size(); place++) {
                var group = test.groups().get(place);
                var observed = curves.get(place).events();
                groups.add(new Compared(
                        values.get(place),
                        curves.get(place).subjects(),
                        observed,
                        observed == null ? null : group.expected()));
            }
            return new Comparison(test.degreesOfFreedom(), test.chiSquare(), test.pValue(), groups);
        }
    }

    /** A group's part in the log-rank test: events observed, and expected had all groups one curve. */
    public record Compared(
            String value,
            @Nullable Long subjects,
            @Nullable Long observed,
            @Nullable Double expected) {}
}
