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
import org.throughline.query.outcomes.survival.CumulativeIncidence;
import org.throughline.query.outcomes.survival.KaplanMeier;
import org.throughline.query.outcomes.survival.LengthOfStay;
import org.throughline.query.outcomes.survival.LengthsOfStay;
import org.throughline.query.outcomes.survival.Observations;
import org.throughline.query.page.Words;

/** Measures one sample, telling no more of it than may be told. */
final class Measuring {
    /** The last TEDS codes of the bands that stays are told in. */
    private static final int[] BANDS = {1, 7, 14, 30, 31, 32, 33, 34, 35, 36, LengthOfStay.LONGEST_BAND};

    private final Sample sample;
    private final Hiding.Cells hidden;
    private final boolean coarse;
    private final int[] tableDays;

    /** What the figures of a sample are made with: whether only coarse steps are told, and the lines of at-risk tables. */
    Measuring(Sample sample, Hiding.Cells hidden, boolean coarse, int[] tableDays) {
        this.sample = sample;
        this.hidden = hidden;
        this.coarse = coarse;
        this.tableDays = tableDays;
    }

    /** The last day that curves are told for. */
    static int lastDay(Sample sample, boolean coarse) {
        return List.of(sample.retention(), sample.relapse(), sample.returnOrLost()).stream()
                .map(KaplanMeier::of)
                .mapToInt(curve -> curve.steps().stream()
                        .filter(step -> !coarse || step.atRisk() > SmallCells.LARGEST)
                        .mapToInt(KaplanMeier.Step::day)
                        .max()
                        .orElse(0))
                .max()
                .orElse(0);
    }

    /** All figures. */
    Figures figures() {
        var ended = told(discharged(), hidden.open() || hidden.all());
        var completed = ended(DischargeReason.COMPLETED);
        var transferred = ended(DischargeReason.TRANSFERRED);
        var either = completed == null || transferred == null ? null : (Long) (completed + transferred);
        return new Figures(
                told(sample.journeys(), hidden.all()),
                ended,
                told(sample.open(), hidden.open()),
                Share.of(completed, ended),
                Share.of(either, ended),
                Arrays.stream(DischargeReason.values())
                        .map(reason -> new Reason(reason.code(), Words.of(reason), Share.of(ended(reason), ended)))
                        .toList(),
                stays(sample.stays(), ended),
                stays(sample.tedsStays(), ended),
                curve("retention", sample.retention(), ended == null),
                curve("firstRelapse", sample.relapse(), relapseHidden()[0]),
                curve("returnOrLost", sample.returnOrLost(), relapseHidden()[2]),
                List.of(
                        ending("completed", "Completed", Sample.COMPLETED, hidden.ended(DischargeReason.COMPLETED)),
                        ending(
                                "droppedOut",
                                "Dropped out",
                                Sample.DROPPED_OUT,
                                hidden.ended(DischargeReason.DROPPED_OUT)),
                        ending("otherwise", "Ended otherwise", Sample.OTHERWISE, otherwiseHidden())));
    }

    private static @Nullable Long told(long number, boolean hidden) {
        return hidden ? null : (Long) number;
    }

    private long discharged() {
        return sample.journeys() - sample.open();
    }

    private @Nullable Long ended(DischargeReason reason) {
        return told(sample.ended(reason), hidden.ended(reason));
    }

    private boolean otherwiseHidden() {
        return hidden.ended(DischargeReason.TERMINATED)
                || hidden.ended(DischargeReason.TRANSFERRED)
                || hidden.ended(DischargeReason.INCARCERATED)
                || hidden.ended(DischargeReason.DIED)
                || hidden.ended(DischargeReason.OTHER);
    }

    private Stays stays(LengthsOfStay stays, @Nullable Long ended) {
        var told = !coarse || stays.size() > SmallCells.LARGEST;
        return new Stays(
                ended,
                told ? stays.mean() : null,
                told ? stays.quantile(0.25) : null,
                told ? stays.median() : null,
                told ? stays.quantile(0.75) : null,
                bands(stays, ended));
    }

    private List<Band> bands(LengthsOfStay stays, @Nullable Long ended) {
        var byCode = stays.byTedsCode();
        var counts = new long[BANDS.length];
        byCode.forEach((code, journeys) -> counts[band(code)] += journeys);
        var small = coarse ? SmallCells.ofLine(counts, ended == null) : new boolean[counts.length + 1];
        var bands = new Band[BANDS.length];
        for (var band = 0; band < BANDS.length; band++) {
            var from = band == 0 ? 1 : BANDS[band - 1] + 1;
            var to = BANDS[band];
            var label = from == to || to > 30 ? LengthOfStay.tedsBand(to) : from + "–" + to;
            bands[band] = new Band(label, from, to, Share.of(told(counts[band], small[band]), ended));
        }
        return List.of(bands);
    }

    private static int band(int code) {
        var found = Arrays.binarySearch(BANDS, code);
        return found >= 0 ? found : -found - 1;
    }

    /** Of those who returned to use, of those who were lost first, and of the others: none may give a few away. */
    private boolean[] relapseHidden() {
        if (!coarse) {
            return new boolean[4];
        }
        var relapsed = sample.relapse().events();
        var either = sample.returnOrLost().events();
        return SmallCells.ofLine(
                new long[] {relapsed, Math.max(0, either - relapsed), sample.journeys() - either}, hidden.all());
    }

    private Curve curve(String key, Observations observations, boolean countsHidden) {
        var curve = KaplanMeier.of(observations);
        var few = coarse && curve.events() <= SmallCells.LARGEST;
        return new Curve(
                key,
                told(curve.size(), hidden.all()),
                told(curve.events(), countsHidden),
                told(curve.size() - curve.events(), countsHidden),
                few ? null : curve.median(),
                !coarse,
                coarse ? Curves.coarse(curve) : Curves.whole(curve),
                coarse ? Curves.coarseTable(curve, tableDays) : Curves.wholeTable(curve, tableDays));
    }

    private Ending ending(String key, String label, int cause, boolean countHidden) {
        var curve = CumulativeIncidence.of(sample.endings(), cause);
        return new Ending(
                key, label, told(curve.events(), countHidden), coarse ? Curves.coarse(curve) : Curves.whole(curve));
    }
}
