package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Many rows in one statement: each column goes over as an array, however many rows there are. */
public final class Rows {
    private final List<String> names;
    private final List<String> types;
    private final List<List<@Nullable String>> columns;
    private int count;

    /** Rows of these columns, each {@code name type}. */
    public Rows(String... columns) {
        this.names =
                Arrays.stream(columns).map(column -> column.split(" ", 2)[0]).toList();
        this.types =
                Arrays.stream(columns).map(column -> column.split(" ", 2)[1]).toList();
        this.columns = Arrays.stream(columns)
                .<List<@Nullable String>>map(ignored -> new ArrayList<>())
                .toList();
    }

    /** One more row. Values are given in the text form that PostgreSQL reads: ids, times, days and numbers as they print. */
    public void add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + names);
        }
        for (int i = 0; i < values.length; i++) {
            var value = values[i];
            columns.get(i).add(value == null ? null : value.toString());
        }
        count++;
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return count == 0;
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
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(
                        i + 1, connection.createArrayOf("text", columns.get(i).toArray()));
            }
            return statement.executeUpdate();
        }
    }
}
