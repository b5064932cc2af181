package org.throughline.standalone.apart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands in every table of every read model, in short: equal sums mean equal rows. */
final class Sums {
    /** Every read model by its name, which is that of its schema, too. */
    static final List<String> READ_MODELS =
            List.of("attendance", "identity", "outcome", "program", "session", "timeline");

    private final JdbcClient views;

    /** Of a database of views. */
    Sums(JdbcClient views) {
        this.views = views;
    }

    /** The number of rows and their sum, by table. */
    Map<String, String> now() {
        var sums = new TreeMap<String, String>();
        for (var schema : READ_MODELS) {
            for (var table : views.sql("select tablename from pg_tables where schemaname = ? order by tablename")
                    .param(schema)
                    .query(String.class)
                    .list()) {
                sums.put(
                        schema + "." + table,
                        views.sql("select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0)"
                                        + " from \"" + schema + "\".\"" + table + "\" t")
                                .query(String.class)
                                .single());
            }
        }
        return sums;
    }

    /** When each read model was built from the beginning last, or {@code running}. */
    Map<String, String> rebuilt() {
        var ended = new TreeMap<String, String>();
        views.sql("select projection, coalesce(ended_at::text, 'running') as ended from feed.rebuild")
                .query((row, _) -> ended.put(row.getString("projection"), row.getString("ended")))
                .list();
        return ended;
    }

    /** How far the read model that is behind most has read. */
    long position() {
        return views.sql("select coalesce(min(position), 0) from feed.position")
                .query(Long.class)
                .single();
    }

    /** How many events wait because a read model could not take them. */
    long deadLetters() {
        return views.sql("select count(*) from feed.dead_letter")
                .query(Long.class)
                .single();
    }
}
