package org.throughline.command.intake;

import java.util.Map;

/**
 * One row of a file.
 *
 * @param line where it begins
 * @param cells what it says by column, blank ones left out
 */
record Row(long line, Map<String, String> cells) {
    /** What a column says; empty if it says nothing. */
    String cell(String column) {
        return cells.getOrDefault(column, "");
    }

    @Override
    public String toString() {
        return "Row[" + line + "]";
    }
}
