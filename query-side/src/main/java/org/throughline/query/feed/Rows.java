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

    private final List<String> names;
    private final List<String> types;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** Rows of these columns, each {@code name type}. */
    public Rows(String... columns) {
        this.names =
                Arrays.stream(columns).map(column -> column.split(" ", 2)[0]).toList();
        this.types =
                Arrays.stream(columns).map(column -> column.split(" ", 2)[1]).toList();
    }

    /** One more row. Values are given in the text form that PostgreSQL reads: ids, times, days and numbers as they print. */
    public void add(@Nullable Object... values) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException(values.length + " values for " + names);
        }
        rows.add(values);
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** All columns, for a select list. */
    public String names() {
        return String.join(", ", names);
    }

    /** Inserts the rows; those that are there already stay as they are. */
    public void insert(Connection connection, String table) throws SQLException {
        run(connection, "insert into " + table + " (" + names() + ") select * from {rows} on conflict do nothing");
    }

    /**
     * Inserts rows of which none is there yet.
     *
     * @throws SQLException if one is
     */
    public void insertNew(Connection connection, String table) throws SQLException {
        if (rows.size() < COPIED) {
            run(connection, "insert into " + table + " (" + names() + ") select * from {rows}");
        } else {
            copy(connection, table);
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
     * Runs a statement in which {@code {rows}} stands for these rows, named {@code r}.
     *
     * @return how many rows it changed
     */
    public int run(Connection connection, String sql) throws SQLException {
        if (isEmpty()) {
            return 0;
        }
        var relation = types.stream()
                .map(type -> "cast(cast(? as text[]) as " + type + "[])")
                .collect(Collectors.joining(", ", "unnest(", ") as r(" + names() + ")"));
        try (var statement = connection.prepareStatement(sql.replace("{rows}", relation))) {
            for (int i = 0; i < names.size(); i++) {
                var column = new @Nullable Object[rows.size()];
                for (int row = 0; row < column.length; row++) {
                    var value = rows.get(row)[i];
                    column[row] = value == null ? null : value.toString();
                }
                statement.setArray(i + 1, connection.createArrayOf("text", column));
            }
            return statement.executeUpdate();
        }
    }
}
