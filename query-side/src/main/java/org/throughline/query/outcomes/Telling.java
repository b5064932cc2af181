package org.throughline.query.outcomes;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.throughline.events.DischargeReason;
import org.throughline.query.outcomes.Tally.Size;
import org.throughline.query.outcomes.Tally.Table;

/**
 * What is told of each of several groups that make up a whole: the same of all of them. A number is told if it is nobody
 * or more than a few people in every group, also in what is left when the groups that are told are taken from the whole;
 * what is not told is together more than a few people, too. So every number that is told is a sum of blocks of many
 * people, and so is every difference of such numbers.
 *
 * <p>Curves are told on days of the grid, as they stood in the morning: between two such days, and after the last, nobody
 * or more than a few people had the event. At-risk numbers are told where that also holds for those who were censored.
 */
final class Telling {
    private static final List<Table> CELLS =
            List.of(Table.REASONS, Table.BANDS, Table.RETURNS, Table.LATER_RELAPSE, Table.LATER_RETURN);

    /** The curves, with the number of causes of which none may be few between two days on which they are told. */
    enum Line {
        RETENTION(Table.RETENTION, 1),
        RELAPSE(Table.RELAPSE, 1),
        RETURN_OR_DEATH(Table.RELAPSE, 2),
        RETURN_OR_LOST(Table.RETURN_OR_LOST, 1),
        ENDINGS(Table.ENDINGS, 3);

        private final Table table;
        private final int causes;

        Line(Table table, int causes) {
            this.table = table;
            this.causes = causes;
        }
    }

    private final Map<Table, boolean[]> cells = new EnumMap<>(Table.class);
    private final Map<Line, boolean[]> shares = new EnumMap<>(Line.class);
    private final Map<Line, boolean[]> atRisk = new EnumMap<>(Line.class);
    private final Grid grid;

    private Telling(List<Tally> groups, List<Telling> within) {
        this.grid = groups.getFirst().grid();
        for (var table : CELLS) {
            cells.put(table, cells(table, groups, within));
        }
        for (var line : List.of(Line.RETENTION, Line.RELAPSE)) {
            shares.put(line, shares(line, groups, within, (_, _) -> true));
        }
        for (var line : List.of(Line.ENDINGS, Line.RETURN_OR_DEATH)) {
            var finer = shares(line == Line.ENDINGS ? Line.RETENTION : Line.RELAPSE);
            shares.put(line, shares(line, groups, within, (_, day) -> finer[day]));
        }
        // whoever knows both curves knows of those who were lost only
        var relapse = shares(Line.RELAPSE);
        shares.put(
                Line.RETURN_OR_LOST,
                shares(
                        Line.RETURN_OR_LOST,
                        groups,
                        within,
                        (group, day) -> !relapse[day] || group.lostOnly(day).told()));
        for (var line : List.of(Line.RETENTION, Line.RELAPSE, Line.RETURN_OR_LOST)) {
            atRisk.put(line, atRisk(line, groups, within));
        }
    }

    /**
     * What is told of groups.
     *
     * @param groups all blocks that the whole falls into, also those that are not told one by one
     * @param within what is told of larger wholes, than which no more is told of their groups
     */
    static Telling of(List<Tally> groups, List<Telling> within) {
        return new Telling(groups, within);
    }

    /** Nothing is told but how many journeys there are. */
    static Telling nothing(Grid grid) {
        return new Telling(grid);
    }

    /** How many numbers are told. */
    int much() {
        return Stream.of(cells.values(), shares.values(), atRisk.values())
                .flatMap(Collection::stream)
                .mapToInt(told -> told.length - (int) untold(told).count())
                .sum();
    }

    private Telling(Grid grid) {
        this.grid = grid;
        var sizes = grid.cells();
        CELLS.forEach(table -> cells.put(table, new boolean[sizes[table.number()].length]));
        for (var line : Line.values()) {
            shares.put(line, new boolean[grid.days().length]);
            atRisk.put(line, new boolean[grid.days().length]);
        }
    }

    private static boolean all(List<Tally> groups, Predicate<Tally> test) {
        return groups.stream().allMatch(test);
    }

    private static boolean[] cells(Table table, List<Tally> groups, List<Telling> within) {
        var told = new boolean[groups.getFirst().grid().cells()[table.number()].length];
        for (var cell = 0; cell < told.length; cell++) {
            var here = cell;
            told[cell] = within.stream().allMatch(larger -> larger.cells(table)[here])
                    && all(groups, group -> group.of(table, IntStream.of(here)).told());
        }
        while (!all(groups, group -> group.of(table, untold(told)).told())) {
            var smallest = IntStream.range(0, told.length)
                    .filter(cell -> told[cell] && sum(table, groups, cell) > 0)
                    .boxed()
                    .min((one, other) -> Long.compare(sum(table, groups, one), sum(table, groups, other)));
            if (smallest.isEmpty()) {
                break;
            }
            told[smallest.get()] = false;
        }
        return told;
    }

    private static IntStream untold(boolean[] told) {
        return IntStream.range(0, told.length).filter(cell -> !told[cell]);
    }

    private static long sum(Table table, List<Tally> groups, int cell) {
        return groups.stream()
                .mapToLong(group -> group.of(table, IntStream.of(cell)).journeys())
                .sum();
    }

    private boolean[] shares(Line line, List<Tally> groups, List<Telling> within, BiPredicate<Tally, Integer> also) {
        return ascending(
                day -> within.stream().allMatch(larger -> larger.shares(line)[day])
                        && all(groups, group -> left(line, group, day).told() && also.test(group, day)),
                (from, to) -> all(
                        groups,
                        group -> IntStream.rangeClosed(1, line.causes)
                                .allMatch(cause ->
                                        group.of(line.table, cause, from, to).told())));
    }

    private boolean[] atRisk(Line line, List<Tally> groups, List<Telling> within) {
        var shares = shares(line);
        return ascending(
                day -> shares[day] && within.stream().allMatch(larger -> larger.atRisk(line)[day]),
                (from, to) -> all(
                        groups,
                        group -> IntStream.range(0, line.table.causes())
                                .allMatch(cause ->
                                        group.of(line.table, cause, from, to).told())));
    }

    /** Takes day after day as far as what lies between may be told, and also what comes after the last one. */
    private boolean[] ascending(Predicate<Integer> day, BiPredicate<Integer, Integer> between) {
        var end = grid.days().length;
        var told = new boolean[end];
        told[0] = true;
        var before = 0;
        for (var next = 1; next < end; next++) {
            if (day.test(next) && between.test(before, next)) {
                told[next] = true;
                before = next;
            }
        }
        for (var last = end - 1; last > 0; last--) {
            if (told[last]) {
                if (between.test(last, end)) {
                    break;
                }
                told[last] = false;
            }
        }
        return told;
    }

    private Size left(Line line, Tally group, int day) {
        return group.of(
                line.table, IntStream.range(day * line.table.causes(), grid.days().length * line.table.causes()));
    }

    private boolean[] cells(Table table) {
        return cells.getOrDefault(table, new boolean[0]);
    }

    Grid grid() {
        return grid;
    }

    /** On which days of the grid a curve is told. */
    boolean[] shares(Line line) {
        return shares.getOrDefault(line, new boolean[0]);
    }

    /** On which days of the grid it is told how many are at risk. */
    boolean[] atRisk(Line line) {
        return atRisk.getOrDefault(line, new boolean[0]);
    }

    /** Whether it is told how many are open. */
    boolean open() {
        return cells(Table.REASONS)[0];
    }

    /** Whether it is told how many ended for a reason. */
    boolean ended(DischargeReason reason) {
        return cells(Table.REASONS)[reason.code()];
    }

    /** Whether it is told how many stayed as long as a band. */
    boolean band(int band) {
        return cells(Table.BANDS)[1 + band];
    }

    /** Whether it is told how many returned to use. */
    boolean returned() {
        return cells(Table.RETURNS)[0];
    }

    /** Whether it is told how many neither returned to use nor were lost. */
    boolean neither() {
        return cells(Table.RETURNS)[2];
    }

    /** Whether it is told of how many a relapse was reported after the observation had ended. */
    boolean later(Table table) {
        return cells(table)[1];
    }
}
