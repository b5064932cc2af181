package org.throughline.query.outcomes;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.throughline.events.DischargeReason;
import org.throughline.query.outcomes.Tally.Table;
import org.throughline.query.outcomes.survival.LengthsOfStay;
import org.throughline.query.outcomes.survival.Observations;

/** A group of journeys, counted up by what became of them and when; as many journeys as one likes take no more memory. */
final class Sample {
    /** What journeys end with, as competing causes. */
    static final int COMPLETED = 1;

    static final int DROPPED_OUT = 2;
    static final int OTHERWISE = 3;

    /** The reasons of endings that are neither of the first two. */
    static final List<DischargeReason> ENDED_OTHERWISE = Arrays.stream(DischargeReason.values())
            .filter(reason -> cause(reason.code()) == OTHERWISE)
            .toList();

    /**
     * A number of journeys of which the same is known.
     *
     * @param again of them, of patients of whom there are more than one
     */
    record Count(What what, int day, int code, long journeys, long again) {}

    /** What a count is about: the meaning of its day and its code. */
    enum What {
        /** The day of discharge and its TEDS reason; how long an open journey is known to be open, and 0. */
        STAY,
        /** TEDS's length of stay; no code. */
        TEDS_STAY,
        /** The first day of a return to use and 1; the day of death without one and 2; the end of observation and 0. */
        RELAPSE,
        /** The first day of a return to use or of loss and 1; the end of observation and 0. */
        RETURN_OR_LOST,
        /** No day; 1 if a relapse was reported of a day after the observation of {@link #RELAPSE}, 2 more after the other. */
        LATER
    }

    private static final int LATER_RELAPSE = 1;
    private static final int LATER_RETURN = 2;

    private final List<Count> counts;
    private final TreeMap<Integer, Long> byReason = new TreeMap<>();
    private final TreeMap<Integer, Long> later = new TreeMap<>();
    private final Observations.Builder retention = Observations.builder();
    private final Observations.Builder endings = Observations.builder();
    private final Observations.Builder stays = Observations.builder();
    private final Observations.Builder tedsStays = Observations.builder();
    private final Observations.Builder relapse = Observations.builder();
    private final Observations.Builder relapseOnly = Observations.builder();
    private final Observations.Builder returnOrLost = Observations.builder();

    /** The journeys that are counted here. */
    static Sample of(Collection<Count> counts) {
        var sample = new Sample(counts);
        counts.forEach(sample::add);
        return sample;
    }

    private Sample(Collection<Count> counts) {
        this.counts = List.copyOf(counts);
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
            case RELAPSE -> {
                relapse.add(day, count.code, journeys);
                relapseOnly.add(day, count.code == 1 ? 1 : 0, journeys);
            }
            case RETURN_OR_LOST -> returnOrLost.add(day, count.code, journeys);
            case LATER -> later.merge(count.code, journeys, Long::sum);
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

    /** Of how many a relapse was reported of a day after the observation of returns to use had ended. */
    long laterRelapses() {
        return later(LATER_RELAPSE);
    }

    /** The same of returns and losses. */
    long laterReturns() {
        return later(LATER_RETURN);
    }

    private long later(int bit) {
        return later.entrySet().stream()
                .filter(entry -> (entry.getKey() & bit) != 0)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Its journeys, or some of them, by every table and cell. */
    long[][] cells(Grid grid, ToLongFunction<Count> number) {
        var cells = grid.cells();
        for (var count : counts) {
            switch (count.what) {
                case STAY -> {
                    add(cells, Table.REASONS, count.code, number.applyAsLong(count));
                    add(cells, Table.BANDS, 0, count.code == 0 ? number.applyAsLong(count) : 0);
                    add(
                            cells,
                            Table.RETENTION,
                            at(grid, count, Table.RETENTION, count.code == 0 ? 0 : 1),
                            number.applyAsLong(count));
                    add(
                            cells,
                            Table.ENDINGS,
                            at(grid, count, Table.ENDINGS, cause(count.code)),
                            number.applyAsLong(count));
                }
                case TEDS_STAY -> add(cells, Table.BANDS, 1 + Measuring.band(count.day), number.applyAsLong(count));
                case RELAPSE -> {
                    add(cells, Table.RETURNS, 0, count.code == 1 ? number.applyAsLong(count) : 0);
                    add(cells, Table.RELAPSE, at(grid, count, Table.RELAPSE, count.code), number.applyAsLong(count));
                }
                case RETURN_OR_LOST -> {
                    add(cells, Table.RETURNS, count.code == 1 ? 1 : 2, number.applyAsLong(count));
                    add(
                            cells,
                            Table.RETURN_OR_LOST,
                            at(grid, count, Table.RETURN_OR_LOST, count.code),
                            number.applyAsLong(count));
                }
                case LATER -> {
                    add(cells, Table.LATER_RELAPSE, count.code & LATER_RELAPSE, number.applyAsLong(count));
                    add(
                            cells,
                            Table.LATER_RETURN,
                            (count.code & LATER_RETURN) / LATER_RETURN,
                            number.applyAsLong(count));
                }
            }
        }
        // who returned to use is among those who returned or were lost
        var returns = cells[Table.RETURNS.number()];
        returns[1] = Math.max(0, returns[1] - returns[0]);
        return cells;
    }

    private static int at(Grid grid, Count count, Table table, int cause) {
        return grid.line(count.day) * table.causes() + cause;
    }

    private static void add(long[][] cells, Table table, int cell, long journeys) {
        cells[table.number()][cell] += journeys;
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

    /** From admission to the first return to use; death before it is another cause. */
    Observations relapse() {
        return relapse.build();
    }

    /** From admission to the first return to use, death being taken for the end of observation. */
    Observations relapseOnly() {
        return relapseOnly.build();
    }

    /** From admission to the first return to use, or to loss. */
    Observations returnOrLost() {
        return returnOrLost.build();
    }
}
