package org.throughline.query.outcomes;

import java.util.Collection;
import java.util.TreeMap;
import org.throughline.events.DischargeReason;
import org.throughline.query.outcomes.survival.LengthsOfStay;
import org.throughline.query.outcomes.survival.Observations;

/** A group of journeys, counted up by what became of them and when; as many journeys as one likes take no more memory. */
final class Sample {
    /** What journeys end with, as competing causes. */
    static final int COMPLETED = 1;

    static final int DROPPED_OUT = 2;
    static final int OTHERWISE = 3;

    /** A number of journeys of which the same is known. */
    record Count(What what, int day, int code, long journeys) {}

    /** What a count is about: the meaning of its day and its code. */
    enum What {
        /** The day of discharge and its TEDS reason; the last day known, and 0, of an open journey. */
        STAY,
        /** TEDS's length of stay; no code. */
        TEDS_STAY,
        /** The first day of a return to use and 1; the last day known and 0. */
        RELAPSE,
        /** The first day of a return to use or of loss and 1; the last day known and 0. */
        RETURN_OR_LOST
    }

    private final TreeMap<Integer, Long> byReason = new TreeMap<>();
    private final Observations.Builder retention = Observations.builder();
    private final Observations.Builder endings = Observations.builder();
    private final Observations.Builder stays = Observations.builder();
    private final Observations.Builder tedsStays = Observations.builder();
    private final Observations.Builder relapse = Observations.builder();
    private final Observations.Builder returnOrLost = Observations.builder();

    /** The journeys that are counted here. */
    static Sample of(Collection<Count> counts) {
        var sample = new Sample();
        counts.forEach(sample::add);
        return sample;
    }

    private void add(Count count) {
        var day = count.day;
        var journeys = count.journeys;
        switch (count.what) {
            case STAY -> {
                byReason.merge(count.code, journeys, Long::sum);
                retention.add(day, count.code == 0 ? 0 : 1, journeys);
                endings.add(day, cause(count.code), journeys);
                if (count.code != 0) {
                    stays.add(day, 1, journeys);
                }
            }
            case TEDS_STAY -> tedsStays.add(day, 1, journeys);
            case RELAPSE -> relapse.add(day, count.code, journeys);
            case RETURN_OR_LOST -> returnOrLost.add(day, count.code, journeys);
        }
    }

    private static int cause(int reason) {
        if (reason == 0) {
            return 0;
        }
        return switch (DischargeReason.of(reason)) {
            case COMPLETED -> COMPLETED;
            case DROPPED_OUT -> DROPPED_OUT;
            case TERMINATED, TRANSFERRED, INCARCERATED, DIED, OTHER -> OTHERWISE;
        };
    }

    /** How many journeys there are. */
    long journeys() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them are open. */
    long open() {
        return byReason.getOrDefault(0, 0L);
    }

    /** How many of them ended for this reason. */
    long ended(DischargeReason reason) {
        return byReason.getOrDefault(reason.code(), 0L);
    }

    /** The open ones, and those that ended for each reason in TEDS's order. */
    long[] cells() {
        var cells = new long[1 + DischargeReason.values().length];
        byReason.forEach((reason, journeys) -> cells[reason] = journeys);
        return cells;
    }

    /** From admission to discharge. */
    Observations retention() {
        return retention.build();
    }

    /** The same by how they ended. */
    Observations endings() {
        return endings.build();
    }

    /** Plain days from admission to discharge. */
    LengthsOfStay stays() {
        return LengthsOfStay.of(stays.build());
    }

    /** Days by TEDS's rule. */
    LengthsOfStay tedsStays() {
        return LengthsOfStay.of(tedsStays.build());
    }

    /** From admission to the first return to use. */
    Observations relapse() {
        return relapse.build();
    }

    /** From admission to the first return to use, or to loss. */
    Observations returnOrLost() {
        return returnOrLost.build();
    }
}
