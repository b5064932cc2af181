package org.throughline.query.outcomes.survival;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lengths of stay of a sample of finished journeys, kept as counts a length. */
public final class LengthsOfStay {

    /** Every stay as a follow-up that ended with an event on its last day. */
    private final Observations stays;

    private LengthsOfStay(Observations stays) {
        this.stays = stays;
    }

    /** Stays that are counted already: each an event on the day of its length. */
    public static LengthsOfStay of(Observations stays) {
        if (stays.events() < stays.size()) {
            throw new IllegalArgumentException("a stay that is not over has no length");
        }
        return new LengthsOfStay(stays);
    }

    /** How many stays there are. */
    public long size() {
        return stays.size();
    }

    /** The mean in days; null without stays. */
    public @Nullable Double mean() {
        var sum = 0.0;
        for (var index = 0; index < stays.distinctDays(); index++) {
            sum += stays.day(index) * (double) stays.eventsOn(index);
        }
        return stays.size() == 0 ? null : sum / stays.size();
    }

    /** The median in days: the middle stay, or the mean of the two middle ones; null without stays. */
    public @Nullable Double median() {
        return quantile(0.5);
    }

    /**
     * The length that this share of the stays doesn't exceed, by definition 7 of Hyndman and Fan (Am Stat 50, 1996), R's
     * default: linear between the order statistics, the first being at 0 and the last at 1. Null without stays.
     */
    public @Nullable Double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of %s".formatted(share));
        }
        if (stays.size() == 0) {
            return null;
        }
        var position = (stays.size() - 1) * share;
        var before = (long) Math.floor(position);
        var weight = position - before;
        var shorter = ranked(before);
        return weight == 0 ? shorter : shorter + weight * (ranked(before + 1) - shorter);
    }

    /** The stay that this many others are shorter than, or as short as and counted before. */
    private double ranked(long rank) {
        var passed = 0L;
        for (var index = 0; index < stays.distinctDays(); index++) {
            passed += stays.eventsOn(index);
            if (passed > rank) {
                return stays.day(index);
            }
        }
        throw new IllegalArgumentException("no stay ranks %d of %d".formatted(rank, stays.size()));
    }

    /** How many stays have each of TEDS's codes; codes without stays are left out. */
    public SortedMap<Integer, Long> byTedsCode() {
        var byCode = new TreeMap<Integer, Long>();
        for (var index = 0; index < stays.distinctDays(); index++) {
            byCode.merge(new LengthOfStay(stays.day(index)).tedsCode(), stays.eventsOn(index), Long::sum);
        }
        return Collections.unmodifiableSortedMap(byCode);
    }
}
