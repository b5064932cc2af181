package org.throughline.query.outcomes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which cells of a table must be hidden so that nobody learns of a group of one to ten people: the small cells
 * themselves, and as many others as it takes that no line of the table gives them away by subtraction. Zero may be told
 * (CMS's cell size suppression policy).
 */
final class SmallCells {
    /** The largest number of people that is small. */
    static final int LARGEST = 10;

    private final long[] values;
    private final boolean[] hidden;
    private final List<int[]> lines = new ArrayList<>();

    private SmallCells(long[] values) {
        this.values = values;
        this.hidden = new boolean[values.length];
    }

    /** Whether a number of people must not be told. */
    static boolean small(long people) {
        return people >= 1 && people <= LARGEST;
    }

    /**
     * The cells to hide of one line.
     *
     * @param cells parts of a whole
     * @param totalHidden whether the whole is hidden already
     * @return for every cell, and at the end for the whole
     */
    static boolean[] ofLine(long[] cells, boolean totalHidden) {
        var table = new boolean[2][cells.length + 1];
        table[0][cells.length] = totalHidden;
        table[1][cells.length] = totalHidden;
        return ofTable(new long[][] {cells}, table)[0];
    }

    /**
     * The cells to hide of a table.
     *
     * @param cells by row and column, without totals
     * @param already what is hidden for other reasons, with a last row and a last column for the totals
     * @return the same with more
     */
    static boolean[][] ofTable(long[][] cells, boolean[][] already) {
        var rows = already.length;
        var columns = already[0].length;
        var values = new long[rows * columns];
        for (var row = 0; row < rows - 1; row++) {
            for (var column = 0; column < columns - 1; column++) {
                var people = cells[row][column];
                values[row * columns + column] += people;
                values[row * columns + columns - 1] += people;
                values[(rows - 1) * columns + column] += people;
                values[rows * columns - 1] += people;
            }
        }
        var table = new SmallCells(values);
        for (var cell = 0; cell < values.length; cell++) {
            table.hidden[cell] = already[cell / columns][cell % columns] || small(values[cell]);
        }
        for (var row = 0; row < rows; row++) {
            var first = row * columns;
            table.lines.add(IntStream.range(first, first + columns).toArray());
        }
        for (var column = 0; column < columns; column++) {
            var first = column;
            table.lines.add(
                    IntStream.range(0, rows).map(row -> row * columns + first).toArray());
        }
        table.protect();
        return IntStream.range(0, rows)
                .mapToObj(row -> Arrays.copyOfRange(table.hidden, row * columns, (row + 1) * columns))
                .toArray(boolean[][]::new);
    }

    /** Each round hides one cell more, so that there is an end. */
    private void protect() {
        var changed = true;
        while (changed) {
            changed = false;
            for (var line : lines) {
                if (givesAway(line)) {
                    changed |= hideOneMore(line);
                }
            }
        }
    }

    /** Whether what is hidden of a line, its last cell being the total, can be learned from what is shown. */
    private boolean givesAway(int[] line) {
        var parts = 0;
        var people = 0L;
        for (var place = 0; place < line.length - 1; place++) {
            if (hidden[line[place]]) {
                parts++;
                people += values[line[place]];
            }
        }
        var totalHidden = hidden[line[line.length - 1]];
        return totalHidden ? parts == 0 : parts == 1 || (parts > 1 && small(people));
    }

    private boolean hideOneMore(int[] line) {
        var candidate = -1;
        for (var place = 0; place < line.length - 1; place++) {
            var cell = line[place];
            if (!hidden[cell] && values[cell] > 0 && (candidate < 0 || values[cell] < values[candidate])) {
                candidate = cell;
            }
        }
        if (candidate < 0 && !hidden[line[line.length - 1]]) {
            candidate = line[line.length - 1];
        }
        if (candidate >= 0) {
            hidden[candidate] = true;
        }
        return candidate >= 0;
    }
}
