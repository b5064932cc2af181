package org.throughline.query.feed;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Many rows in one statement: as arrays of their columns, or, where there are many new ones, as a copy. */
public final class Rows {
    /** From so many on a copy is the quicker way. */
    private static final int COPIED = 20;

    private static final int BUFFER = 64 * 1024;

    /** What rows consist of. */
    public static final class Columns {
        private final List<String> names;
        private final String namesTogether;
        private final String relation;
        private final String values;

        /** Columns, each {@code name type}. */
        public Columns(String... columns) {
            this.names = Arrays.stream(columns)
                    .map(column -> column.split(" ", 2)[0])
                    .toList();
            this.namesTogether = String.join(", ", names);
            this.values = Arrays.stream(columns)
                    .map(column -> "cast(? as " + column.split(" ", 2)[1] + ")")
                    .collect(Collectors.joining(", "));
            this.relation = Arrays.stream(columns)
                    .map(column -> "cast(cast(? as text[]) as " + column.split(" ", 2)[1] + "[])")
                    .collect(Collectors.joining(", ", "unnest(", ") as r(" + namesTogether + ")"));
        }
    }

    private final Columns columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** Rows of these columns, none yet. */
    public Rows(Columns columns) {
        this.columns = columns;
    }

    /** One more row. Values are given in the text form that PostgreSQL reads: ids, times, days and numbers as they print. */
    public void add(@Nullable Object... values) {
        if (values.length != columns.names.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.names);
        }
        rows.add(values);
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** All columns, for a select list. */
    public String names() {
        return columns.namesTogether;
    }

    /** Inserts the rows; those that are there already stay as they are. */
    public void insert(Tables tables, String table) throws SQLException {
        run(tables, "insert into {" + table + "} (" + names() + ") select * from {rows} on conflict do nothing");
    }

    /**
     * Inserts rows of which none is there yet.
     *
     * @throws SQLException if one is
     */
    public void insertNew(Tables tables, String table) throws SQLException {
        if (rows.size() == 1) {
            tables.run(
                    "insert into {" + table + "} (" + names() + ") values (" + columns.values + ")",
                    texts(rows.getFirst()));
        } else if (rows.size() < COPIED) {
            run(tables, "insert into {" + table + "} (" + names() + ") select * from {rows}");
        } else {
            // in its turn
            tables.flush();
            copy(tables.connection(), tables.name(table));
        }
    }

    private void copy(Connection connection, String table) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + names() + ") from stdin");
        try {
            var text = new StringBuilder(BUFFER + BUFFER / 4);
            for (var row : rows) {
                line(row, text);
                if (text.length() >= BUFFER) {
                    send(text, copy);
                }
            }
            send(text, copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(StringBuilder text, CopyIn copy) throws SQLException {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    /** As {@code COPY} reads it: https://www.postgresql.org/docs/18/sql-copy.html#id-1.9.3.55.9.2 */
    private static void line(@Nullable Object[] row, StringBuilder text) {
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            var value = row[i];
            if (value == null) {
                text.append("\\N");
            } else {
                escaped(value.toString(), text);
            }
        }
        text.append('\n');
    }

    private static void escaped(String value, StringBuilder text) {
        var written = 0;
        for (int i = 0; i < value.length(); i++) {
            var escape = switch (value.charAt(i)) {
                case '\\' -> '\\';
                case '\t' -> 't';
                case '\n' -> 'n';
                case '\r' -> 'r';
                default -> '\0';
            };
            if (escape != '\0') {
                text.append(value, written, i).append('\\').append(escape);
                written = i + 1;
            }
        }
        text.append(value, written, value.length());
    }

    /**
     * Runs a statement, together with others, in which <code>{rows}</code> stands for these rows, named {@code r}, and any other name in braces
     * for a table.
     */
    public void run(Tables tables, String sql) throws SQLException {
        if (isEmpty()) {
            return;
        }
        var arrays = new Object[columns.names.size()];
        for (int i = 0; i < arrays.length; i++) {
            var array = new @Nullable Object[rows.size()];
            for (int row = 0; row < array.length; row++) {
                array[row] = text(rows.get(row)[i]);
            }
            arrays[i] = tables.connection().createArrayOf("text", array);
        }
        tables.run(sql.replace("{rows}", columns.relation), arrays);
    }

    private static @Nullable Object[] texts(@Nullable Object[] row) {
        var texts = new @Nullable Object[row.length];
        for (int i = 0; i < row.length; i++) {
            texts[i] = text(row[i]);
        }
        return texts;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
