package org.throughline.query.feed;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Many rows in one statement: as arrays of their columns, or, where there are many new ones, as a copy. */
public final class Rows {
    /** From so many on a copy is the quicker way. */
    private static final int COPIED = 20;

    /** What rows consist of. */
    public static final class Columns {
        private final List<String> names;
        private final List<BinaryCopy.Type> types;
        private final String namesTogether;
        private final String relation;
        private final Map<Upsert, String> upserts = new ConcurrentHashMap<>();
        private final String values;

        /**
         * Columns, each {@code name type}.
         *
         * @throws IllegalArgumentException if a type cannot be written in bulk
         */
        public Columns(String... columns) {
            this.types = Arrays.stream(columns)
                    .map(column -> BinaryCopy.Type.of(column.split(" ", 2)[1]))
                    .toList();
            this.names = Arrays.stream(columns)
                    .map(column -> column.split(" ", 2)[0])
                    .toList();
            this.namesTogether = String.join(", ", names);
            this.values = Arrays.stream(columns)
                    .map(column -> "cast(? as " + column.split(" ", 2)[1] + ")")
                    .collect(Collectors.joining(", "));
            this.relation = Arrays.stream(columns)
                    .map(column -> relation(column.split(" ", 2)[1]))
                    .collect(Collectors.joining(", ", "unnest(", ") as r(" + namesTogether + ")"));
        }

        private String upsert(Upsert wanted) {
            var values = names.subList(wanted.keys, names.size());
            return "insert into {%s} (%s) select * from {rows} on conflict (%s) do update set (%s) = row(%s)"
                    .formatted(
                            wanted.table,
                            namesTogether,
                            String.join(", ", names.subList(0, wanted.keys)),
                            String.join(", ", values),
                            values.stream().map(value -> "excluded." + value).collect(Collectors.joining(", ")));
        }

        /** Bytes are sent as themselves, and not as digits within a text. */
        private static String relation(String type) {
            return BinaryCopy.Type.of(type) == BinaryCopy.Type.BYTEA
                    ? "cast(? as bytea[])"
                    : "cast(cast(? as text[]) as " + type + "[])";
        }

        List<String> names() {
            return names;
        }
    }

    private final Columns columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** Rows of these columns, none yet. */
    public Rows(Columns columns) {
        this.columns = columns;
    }

    /** One more row. Ids, times and days may be given as themselves or as they print; numbers and bytes as themselves. */
    public void add(@Nullable Object... values) {
        if (values.length != columns.names.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.names);
        }
        rows.add(values);
    }

    /** Whether so many are copied. */
    boolean many() {
        return rows.size() >= COPIED;
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
        } else if (!many()) {
            run(tables, "insert into {" + table + "} (" + names() + ") select * from {rows}");
        } else {
            // in its turn
            tables.flush();
            BinaryCopy.into(tables.connection(), tables.name(table) + " (" + names() + ")", columns.types, rows);
        }
    }

    /**
     * Inserts the rows, or updates those that are there. There is one text for any number of rows, new or not: each text is
     * prepared, and kept by the driver, for each connection.
     *
     * @param keys how many columns, from the first, tell rows apart
     * @param known whether some may be there; if not, and they are many, they are copied
     * @throws SQLException if it cannot, or one of those that were copied is there already
     */
    public void put(Tables tables, String table, int keys, boolean known) throws SQLException {
        if (!known && many()) {
            insertNew(tables, table);
        } else {
            run(tables, columns.upserts.computeIfAbsent(new Upsert(table, keys), columns::upsert));
        }
    }

    private record Upsert(String table, int keys) {}

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
            arrays[i] = columns.types.get(i) == BinaryCopy.Type.BYTEA
                    ? tables.connection().createArrayOf("bytea", bytes(i))
                    : tables.connection().createArrayOf("text", texts(i));
        }
        tables.run(sql.replace("{rows}", columns.relation), arrays);
    }

    private byte @Nullable [][] bytes(int column) {
        return rows.stream().map(row -> (byte[]) row[column]).toArray(byte[][]::new);
    }

    private @Nullable Object[] texts(int column) {
        return rows.stream().map(row -> text(row[column])).toArray();
    }

    private static @Nullable Object[] texts(@Nullable Object[] row) {
        var texts = new @Nullable Object[row.length];
        for (int i = 0; i < row.length; i++) {
            texts[i] = text(row[i]);
        }
        return texts;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return value == null ? null : value.toString();
    }
}
