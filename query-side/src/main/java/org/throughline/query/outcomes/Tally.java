package org.throughline.query.outcomes;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * A group's journeys by every table that is told of them, and how many of them there are of people who came more than once:
 * who came twice is two journeys and one person.
 */
final class Tally {
    /** The largest number of people that is not told. */
    static final int FEW = 10;

    /** The tables, each of which puts every journey into one of its cells. */
    enum Table {
        /** Open, and the TEDS reasons by their code. */
        REASONS(0, 1),
        /** Open, and the bands of TEDS's length of stay. */
        BANDS(1, 1),
        /** Returned to use, lost first, neither. */
        RETURNS(2, 1),
        /** Without and with a relapse reported of a day after the observation of returns to use ended. */
        LATER_RELAPSE(3, 1),
        /** The same of returns and losses. */
        LATER_RETURN(4, 1),
        /** By the days of the grid: open, discharged. */
        RETENTION(5, 2),
        /** By the days of the grid: censored, returned to use, died first. */
        RELAPSE(6, 3),
        /** By the days of the grid: censored, returned to use or lost. */
        RETURN_OR_LOST(7, 2),
        /** By the days of the grid: open, completed, dropped out, ended otherwise. */
        ENDINGS(8, 4);

        private final int number;
        private final int causes;

        Table(int number, int causes) {
            this.number = number;
            this.causes = causes;
        }

        /** The one of a number. */
        static Table of(int number) {
            return Arrays.stream(values())
                    .filter(table -> table.number == number)
                    .findFirst()
                    .orElseThrow();
        }

        /** Its number, from 0. */
        int number() {
            return number;
        }

        /** What a follow-up can end with, censoring included, in the tables by day; 1 in the others. */
        int causes() {
            return causes;
        }
    }

    /**
     * A number of journeys.
     *
     * @param again of them, of patients of whom there are more than one
     * @param most how many of one patient there are at most
     */
    record Size(long journeys, long again, long most) {
        static final Size NOBODY = new Size(0, 0, 1);

        /** How many people they are at least. */
        long people() {
            return journeys - again + Math.ceilDiv(again, most);
        }

        /** Whether it is told: it is nobody, or certainly more than a few people. */
        boolean told() {
            return journeys == 0 || people() > FEW;
        }

        /** Together with others. */
        Size and(Size other) {
            return new Size(journeys + other.journeys, again + other.again, Math.max(most, other.most));
        }
    }

    private final Grid grid;
    private final long[][] journeys;
    private final long[][] again;
    private final long most;

    private Tally(Grid grid, long[][] journeys, long[][] again, long most) {
        this.grid = grid;
        this.journeys = journeys;
        this.again = again;
        this.most = most;
    }

    /**
     * The tally of a sample.
     *
     * @param most how many journeys of one patient there are at most
     */
    static Tally of(Sample sample, Grid grid, long most) {
        return new Tally(
                grid, sample.cells(grid, Sample.Count::journeys), sample.cells(grid, Sample.Count::again), most);
    }

    /** Several groups put together. */
    static Tally together(Collection<Tally> groups, Grid grid) {
        var most = groups.stream().mapToLong(group -> group.most).max().orElse(1);
        var sum = new Tally(grid, grid.cells(), grid.cells(), most);
        for (var group : groups) {
            add(group.journeys, sum.journeys);
            add(group.again, sum.again);
        }
        return sum;
    }

    private static void add(long[][] some, long[][] to) {
        for (var table = 0; table < to.length; table++) {
            for (var cell = 0; cell < to[table].length; cell++) {
                to[table][cell] += some[table][cell];
            }
        }
    }

    Grid grid() {
        return grid;
    }

    /** How many there are. */
    Size size() {
        return of(Table.REASONS, IntStream.range(0, journeys[Table.REASONS.number()].length));
    }

    /** How many are in some cells of a table. */
    Size of(Table table, IntStream cells) {
        var some = cells.toArray();
        return new Size(sum(journeys[table.number()], some), sum(again[table.number()], some), most);
    }

    private static long sum(long[] numbers, int[] cells) {
        return Arrays.stream(cells).mapToLong(cell -> numbers[cell]).sum();
    }

    /** How many ended for a cause, from one line of the grid to before another. */
    Size of(Table table, int cause, int from, int to) {
        return of(table, IntStream.range(from, to).map(line -> line * table.causes() + cause));
    }

    /** How many were lost before a line of the grid and had not returned to use by then. */
    Size lostOnly(int line) {
        var either = of(Table.RETURN_OR_LOST, 1, 0, line);
        var returned = of(Table.RELAPSE, 1, 0, line);
        var only = Math.max(0, either.journeys() - returned.journeys());
        return new Size(only, Math.clamp(either.again() - returned.again(), 0, only), most);
    }
}
