package org.throughline.query.outcomes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.throughline.events.DischargeReason;

/**
 * Which numbers of a selection must not be told. Programs and groups are looked at together, so that what is hidden of
 * one program can't be had by taking the others from the sum of all.
 */
final class Hiding {
    private static final int CELLS = 1 + DischargeReason.values().length;
    private static final Cells NOTHING = new Cells(new boolean[CELLS + 1]);

    private final Cells all;
    private final Map<String, Cells> groups;

    private Hiding(Cells all, Map<String, Cells> groups) {
        this.all = all;
        this.groups = groups;
    }

    /** What is hidden of a sample. */
    static final class Cells {
        private final boolean[] hidden;

        /** Of the open journeys, of those that ended for each reason, and of all together. */
        private Cells(boolean[] hidden) {
            this.hidden = hidden;
        }

        boolean open() {
            return hidden[0];
        }

        boolean ended(DischargeReason reason) {
            return hidden[reason.code()];
        }

        boolean all() {
            return hidden[CELLS];
        }
    }

    /** Hides nothing. */
    static Hiding nothing() {
        return new Hiding(NOTHING, Map.of());
    }

    /**
     * Hides what tells of a few people.
     *
     * @param programs the cells of every program's sample
     * @param program the one that is looked at; null for all
     * @param sizes of every group in every program; null if the groups are the programs, or there are none
     * @param groups the cells of the groups of the program that is looked at
     */
    static Hiding smallCells(
            Map<String, long[]> programs,
            @Nullable String program,
            @Nullable Map<String, Map<String, Long>> sizes,
            Map<String, long[]> groups) {
        var names = List.copyOf(programs.keySet());
        var byProgram = SmallCells.ofTable(
                names.stream().map(programs::get).toArray(long[][]::new), new boolean[names.size() + 1][CELLS + 1]);
        var row = program == null ? names.size() : names.indexOf(program);
        var all = row < 0 ? new boolean[CELLS + 1] : byProgram[row];
        if (groups.isEmpty()) {
            return new Hiding(new Cells(all), Map.of());
        }
        var values = List.copyOf(groups.keySet());
        var already = new boolean[values.size() + 1][CELLS + 1];
        already[values.size()] = all.clone();
        if (sizes == null) {
            for (var place = 0; place < values.size(); place++) {
                already[place] = byProgram[names.indexOf(values.get(place))].clone();
            }
        } else if (row >= 0) {
            var ofGroups = groupsInPrograms(names, byProgram, values, sizes)[row];
            for (var place = 0; place < values.size(); place++) {
                already[place][CELLS] = ofGroups[place];
            }
        }
        var table = SmallCells.ofTable(values.stream().map(groups::get).toArray(long[][]::new), already);
        var cells = new HashMap<String, Cells>();
        for (var place = 0; place < values.size(); place++) {
            cells.put(values.get(place), new Cells(table[place]));
        }
        return new Hiding(new Cells(table[values.size()]), cells);
    }

    private static boolean[][] groupsInPrograms(
            List<String> programs, boolean[][] hidden, List<String> values, Map<String, Map<String, Long>> sizes) {
        // groups that the program looked at does not have are columns too
        var others = sizes.values().stream()
                .flatMap(ofProgram -> ofProgram.keySet().stream())
                .distinct()
                .filter(value -> !values.contains(value))
                .sorted()
                .toList();
        var columns = new ArrayList<>(values);
        columns.addAll(others);
        var cells = programs.stream()
                .map(program -> columns.stream()
                        .mapToLong(
                                value -> sizes.getOrDefault(program, Map.of()).getOrDefault(value, 0L))
                        .toArray())
                .toArray(long[][]::new);
        var already = new boolean[programs.size() + 1][columns.size() + 1];
        for (var place = 0; place < already.length; place++) {
            already[place][columns.size()] = hidden[place][CELLS];
        }
        var table = SmallCells.ofTable(cells, already);
        return Arrays.stream(table)
                .map(line -> Arrays.copyOf(line, values.size()))
                .toArray(boolean[][]::new);
    }

    /** What is hidden of all together. */
    Cells all() {
        return all;
    }

    /** What is hidden of a group. */
    Cells of(String group) {
        return groups.getOrDefault(group, NOTHING);
    }
}
