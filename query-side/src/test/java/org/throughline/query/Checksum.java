package org.throughline.query;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A text that two schemas have in common if, and practically only if, their tables hold the same rows. */
public final class Checksum {
    private Checksum() {}

    /** The checksum of a schema. */
    public static String of(JdbcClient views, String schema) {
        var tables = views.sql("select tablename from pg_tables where schemaname = ? order by tablename")
                .param(schema)
                .query(String.class)
                .list();
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
}
