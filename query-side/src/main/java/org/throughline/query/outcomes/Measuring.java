package org.throughline.query.outcomes;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.events.DischargeReason;
import org.throughline.query.outcomes.Figures.Band;
import org.throughline.query.outcomes.Figures.Curve;
import org.throughline.query.outcomes.Figures.Ending;
import org.throughline.query.outcomes.Figures.Reason;
import org.throughline.query.outcomes.Figures.Share;
import org.throughline.query.outcomes.Figures.Stays;
import org.throughline.query.outcomes.Tally.Table;
import org.throughline.query.outcomes.survival.CumulativeIncidence;
import org.throughline.query.outcomes.survival.KaplanMeier;
import org.throughline.query.outcomes.survival.LengthOfStay;
import org.throughline.query.outcomes.survival.LengthsOfStay;
import org.throughline.query.outcomes.survival.Observations;
import org.throughline.query.page.Words;

/** Measures one sample, telling no more of it than may be told. */
final class Measuring {
    /** The last TEDS codes of the bands that stays are told in. */
    static final int[] BANDS = {1, 7, 14, 30, 31, 32, 33, 34, 35, 36, LengthOfStay.LONGEST_BAND};

    private final Sample sample;
    private final @Nullable Telling telling;
    private final int[] tableDays;

    /** All of a sample is told, with at-risk tables on these days. */
    Measuring(Sample sample, int[] tableDays) {
        this.sample = sample;
        this.telling = null;
        this.tableDays = tableDays;
    }

    /** Only so much of a sample is told. */
    Measuring(Sample sample, Telling telling) {
        this.sample = sample;
        this.telling = telling;
        this.tableDays = new int[0];
    }

    /** The last day that curves of more than so many are told for. */
    static int lastDay(Sample sample, int few) {
        return List.of(sample.retention(), sample.relapse(), sample.returnOrLost()).stream()
                .map(KaplanMeier::of)
                .mapToInt(curve -> curve.steps().stream()
                        .filter(step -> step.atRisk() > few)
                        .mapToInt(KaplanMeier.Step::day)
                        .max()
                        .orElse(0))
                .max()
                .orElse(0);
    }

    /** The band of a stay by TEDS's rule. */
    static int band(int days) {
        return bandOf(new LengthOfStay(days).tedsCode());
    }

    private static int bandOf(int code) {
        var found = Arrays.binarySearch(BANDS, code);
        return found >= 0 ? found : -found - 1;
    }

    /** All figures. */
    Figures figures() {
        var open = told(sample.open(), telling == null || telling.open());
        var ended = open == null ? null : (Long) (sample.journeys() - open);
        var completed = ended(DischargeReason.COMPLETED);
        var transferred = ended(DischargeReason.TRANSFERRED);
        var either = completed == null || transferred == null ? null : (Long) (completed + transferred);
        return new Figures(
                sample.journeys(),
                ended,
                open,
                Share.of(completed, ended),
                Share.of(either, ended),
                Arrays.stream(DischargeReason.values())
                        .map(reason -> new Reason(reason.code(), Words.of(reason), Share.of(ended(reason), ended)))
                        .toList(),
                stays(sample.stays(), ended, telling == null),
                stays(sample.tedsStays(), ended, true),
                curve("retention", sample.retention(), Telling.Line.RETENTION, open != null, null),
                curve(
                        "firstRelapse",
                        sample.relapseOnly(),
                        Telling.Line.RELAPSE,
                        telling == null || telling.returned(),
                        told(sample.laterRelapses(), telling == null || telling.later(Table.LATER_RELAPSE))),
                curve(
                        "returnOrLost",
                        sample.returnOrLost(),
                        Telling.Line.RETURN_OR_LOST,
                        telling == null || telling.neither(),
                        told(sample.laterReturns(), telling == null || telling.later(Table.LATER_RETURN))),
                List.of(
                        ending("returned", "Returned to use", 1, telling == null || telling.returned()),
                        ending("died", "Died without a return known", 2, telling == null)),
                List.of(
                        ending("completed", "Completed", Sample.COMPLETED, List.of(DischargeReason.COMPLETED)),
                        ending("droppedOut", "Dropped out", Sample.DROPPED_OUT, List.of(DischargeReason.DROPPED_OUT)),
                        ending("otherwise", "Ended otherwise", Sample.OTHERWISE, Sample.ENDED_OTHERWISE)));
    }

    private Ending ending(String key, String label, int cause, boolean countTold) {
        return ending(key, label, sample.relapse(), cause, Telling.Line.RETURN_OR_DEATH, countTold);
    }

    private Ending ending(String key, String label, int cause, List<DischargeReason> reasons) {
        var countTold = telling == null || reasons.stream().allMatch(telling::ended);
        return ending(key, label, sample.endings(), cause, Telling.Line.ENDINGS, countTold);
    }

    private static @Nullable Long told(long number, boolean told) {
        return told ? (Long) number : null;
    }

    private @Nullable Long ended(DischargeReason reason) {
        return told(sample.ended(reason), telling == null || telling.ended(reason));
    }

    private Stays stays(LengthsOfStay stays, @Nullable Long ended, boolean withBands) {
        var told = telling == null || (ended != null && ended > 0);
        return new Stays(
                ended,
                told ? stays.mean() : null,
                told ? stays.quantile(0.25) : null,
                told ? stays.median() : null,
                told ? stays.quantile(0.75) : null,
                withBands ? bands(stays, ended) : List.of());
    }

    private List<Band> bands(LengthsOfStay stays, @Nullable Long ended) {
        var counts = new long[BANDS.length];
        stays.byTedsCode().forEach((code, journeys) -> counts[bandOf(code)] += journeys);
        var bands = new Band[BANDS.length];
        for (var band = 0; band < BANDS.length; band++) {
            var from = band == 0 ? 1 : BANDS[band - 1] + 1;
            var to = BANDS[band];
            var label = from == to || to > 30 ? LengthOfStay.tedsBand(to) : from + "–" + to;
            bands[band] = new Band(
                    label, from, to, Share.of(told(counts[band], telling == null || telling.band(band)), ended));
        }
        return List.of(bands);
    }

    private Curve curve(
            String key, Observations observations, Telling.Line line, boolean countsTold, @Nullable Long later) {
        var curve = KaplanMeier.of(observations);
        return new Curve(
                key,
                curve.size(),
                told(curve.events(), countsTold),
                told(curve.size() - curve.events(), countsTold),
                telling == null || (countsTold && curve.events() > 0) ? curve.median() : null,
                later,
                telling == null,
                telling == null ? Curves.whole(curve) : Curves.coarse(curve, telling.grid(), telling.shares(line)),
                telling == null
                        ? Curves.wholeTable(curve, tableDays)
                        : Curves.coarseTable(curve, telling.grid(), telling.shares(line), telling.atRisk(line)));
    }

    private Ending ending(
            String key, String label, Observations observations, int cause, Telling.Line line, boolean countTold) {
        var curve = CumulativeIncidence.of(observations, cause);
        return new Ending(
                key,
                label,
                sample.journeys(),
                told(curve.events(), countTold),
                telling == null ? Curves.whole(curve) : Curves.coarse(curve, telling.grid(), telling.shares(line)));
    }
}
