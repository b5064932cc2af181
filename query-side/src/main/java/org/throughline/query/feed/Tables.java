package org.throughline.query.feed;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one read model in the transaction of a connection: the live ones, or those that are built beside them.
 * They are named by their schema in every statement. A search path would do the same, but with each change of it
 * PostgreSQL 18's driver forgets every statement that it has prepared.
 *
 * <p>Statements are sent together, when {@link #flush} says so: it is the ways to the database and back that take the
 * time.
 */
public final class Tables {
    private static final int AT_A_TIME = 1_000;
    private static final Pattern TABLE = Pattern.compile("\\{([a-z_]+)}");

    /** The texts are few, and each is looked through once. */
    private static final Map<Text, String> NAMED = new ConcurrentHashMap<>();

    private record Text(String schema, String sql) {}

    private final Connection connection;
    private final String schema;
    private final List<String> waiting = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /** The tables of a schema. */
    public Tables(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** In whose transaction. */
    Connection connection() {
        return connection;
    }

    /** A table as statements name it. */
    String name(String table) {
        return schema + "." + table;
    }

    /**
     * Runs a statement that gives no rows, after those before it and with the next {@link #flush}.
     *
     * @param sql in it <code>{entry}</code> stands for the table {@code entry}
     * @param parameters texts, or what the driver knows the type of; null is a text
     */
    public void run(String sql, @Nullable Object... parameters) {
        waiting.add(named(sql));
        this.parameters.addAll(Arrays.asList(parameters));
    }

    /** What a row is read by. */
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Runs a query, after the statements before it.
     *
     * @param sql in it <code>{entry}</code> stands for the table {@code entry}
     * @param parameters what the driver knows the type of
     */
    public <T> List<T> query(String sql, Reading<T> reading, Object... parameters) throws SQLException {
        flush();
        try (var select = connection.prepareStatement(named(sql))) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (var rows = select.executeQuery()) {
                var read = new ArrayList<T>();
                while (rows.next()) {
                    read.add(reading.of(rows));
                }
                return read;
            }
        }
    }

    /** What is done with a row. */
    public interface Visiting {
        void visit(ResultSet row) throws SQLException;
    }

    /**
     * Runs a query of many rows, after the statements before it; others may be run meanwhile.
     *
     * @param sql in it <code>{entry}</code> stands for the table {@code entry}
     */
    public void each(String sql, Visiting visiting) throws SQLException {
        flush();
        try (var select = connection.prepareStatement(named(sql))) {
            select.setFetchSize(AT_A_TIME);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    visiting.visit(rows);
                }
            }
        }
    }

    private String named(String sql) {
        return NAMED.computeIfAbsent(
                new Text(schema, sql), text -> TABLE.matcher(text.sql).replaceAll(text.schema + ".$1"));
    }

    /** Ids, as a parameter. */
    public Array ids(Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    /** Numbers, as a parameter. */
    public Array numbers(Collection<Integer> numbers) throws SQLException {
        return connection.createArrayOf("int4", numbers.toArray());
    }

    /**
     * Sends what waits.
     *
     * @throws SQLException if a statement fails; those after it are not run then
     */
    public void flush() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        try (var statements = connection.prepareStatement(String.join(";\n", waiting))) {
            for (int i = 0; i < parameters.size(); i++) {
                var parameter = parameters.get(i);
                if (parameter == null || parameter instanceof String) {
                    // a statement is prepared for the types of its parameters, and null has none
                    statements.setString(i + 1, (String) parameter);
                } else {
                    statements.setObject(i + 1, parameter);
                }
            }
            statements.execute();
        } finally {
            forget();
        }
    }

    /** Leaves out what waits: what it belongs to has failed. */
    void forget() {
        waiting.clear();
        parameters.clear();
    }
}
