package org.throughline.query;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.throughline.testing.Role;

/** A text that two schemas have in common if, and practically only if, their tables hold the same rows. */
public final class Checksum {
    private Checksum() {}

    /** The checksum of a schema. */
    public static String of(JdbcClient views, String schema) {
        var tables = tables(views, schema);
        var sum = new StringBuilder();
        for (var table : tables) {
            // the order of rows does not matter, their number does
            sum.append(table)
                    .append(' ')
                    .append(views.sql("select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) from \""
                                    + schema + "\".\"" + table + "\" t")
                            .query(String.class)
                            .single())
                    .append('\n');
        }
        return sum.toString();
    }

    /** A number that stays the same for the same rows on every machine. */
    static String ofRows(QueryHouse house, String schema) throws SQLException {
        try (var connection = house.views(Role.QUERY).getConnection()) {
            var views = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            views.sql("set time zone 'UTC'").update();
            return tables(views, schema).stream()
                    .map(table -> views.sql("select coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)), 0)"
                                    + " from \"" + schema + "\".\"" + table + "\" t")
                            .query(BigDecimal.class)
                            .single())
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .toPlainString();
        }
    }

    private static List<@Nullable String> tables(JdbcClient views, String schema) {
        return views.sql("select tablename from pg_tables where schemaname = ? order by tablename")
                .param(schema)
                .query(String.class)
                .list();
    }
}
