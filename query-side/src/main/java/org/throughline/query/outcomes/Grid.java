package org.throughline.query.outcomes;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.throughline.events.DischargeReason;
import org.throughline.query.outcomes.Tally.Table;

/**
 * The days on which curves and at-risk tables are told to those who must not learn of a few people. It is the same for all
 * programs and groups of a kind, so that no two answers tell of days between.
 */
final class Grid {
    private static final int[] DISTANCES = {7, 14, 30, 60, 90, 180, 360, 720};
    private static final int[] PARTS = {7, 7, 6, 6, 6, 6, 6, 6};
    private static final int LINES = 8;

    private final int[] days;
    private final int table;

    private Grid(int[] days, int table) {
        this.days = days;
        this.table = table;
    }

    /** The grid for follow-ups up to a day. */
    static Grid upTo(int lastDay) {
        var lines = tableDays(lastDay);
        var distance = distance(lastDay);
        var known = Arrays.binarySearch(DISTANCES, distance);
        var parts = known >= 0 ? PARTS[known] : 6;
        return new Grid(
                IntStream.rangeClosed(0, lines.length * parts)
                        .map(line -> line * (distance / parts))
                        .toArray(),
                parts);
    }

    /** Days for an at-risk table up to the last day that anyone was followed: few, round, and the same for all groups. */
    static int[] tableDays(int lastDay) {
        var every = distance(lastDay);
        return IntStream.rangeClosed(0, Math.max(0, lastDay) / every)
                .map(line -> line * every)
                .toArray();
    }

    private static int distance(int lastDay) {
        var distance = DISTANCES[DISTANCES.length - 1];
        for (var candidate : DISTANCES) {
            if ((long) candidate * LINES >= lastDay) {
                distance = candidate;
                break;
            }
        }
        while (distance < lastDay / LINES) {
            distance *= 2;
        }
        return distance;
    }

    /** The days, from 0, ascending. */
    int[] days() {
        return days;
    }

    /** Every so many of the days is a line of the at-risk table. */
    int table() {
        return table;
    }

    /** The last line that is not after a day. */
    int line(int day) {
        var found = Arrays.binarySearch(days, day);
        return found >= 0 ? found : -found - 2;
    }

    /** A table of zeros for each of the tables. */
    long[][] cells() {
        return Arrays.stream(Table.values())
                .map(table -> new long[cells(table)])
                .toArray(long[][]::new);
    }

    private int cells(Table table) {
        return switch (table) {
            case REASONS -> 1 + DischargeReason.values().length;
            case BANDS -> 1 + Measuring.BANDS.length;
            case RETURNS -> 3;
            case LATER_RELAPSE, LATER_RETURN -> 2;
            case RETENTION, RELAPSE, RETURN_OR_LOST, ENDINGS -> days.length * table.causes();
        };
    }
}
