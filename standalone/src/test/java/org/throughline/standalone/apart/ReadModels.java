package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What all read models hold, for comparing. */
final class ReadModels {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> ALL =
            List.of("attendance", "identity", "outcome", "program", "session", "timeline");

    private ReadModels() {}

    /**
     * Read models are what a rebuild of all of them gives: as many rows, and the same checksums.
     *
     * @param otherwise those that may differ, because something else than the record has changed since they were filled
     */
    static void equalAReplay(Network network, Side showing, String... otherwise) {
        var views = network.asQuerySide("views");
        var head = network.asQuerySide("record")
                .sql("select position from log_head")
                .query(Long.class)
                .single();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(views.sql("select min(position) from feed.position")
                                .query(Long.class)
                                .single())
                        .isEqualTo(head));
        var live = sums(views);
        var before = rebuilt(views);
        for (var model : ALL) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Clinic.asAdministrator(
                                    network, showing, "POST", "/api/operations/projections/" + model + "/rebuild"))
                            .isBetween(200, 299));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rebuilt(views))
                        .allSatisfy((model, ended) -> assertThat(ended)
                                .isNotEqualTo(before.get(model))
                                .isNotEqualTo("running")));
        var after = sums(views);
        for (var model : otherwise) {
            live.keySet().removeIf(table -> table.startsWith(model + "."));
            after.keySet().removeIf(table -> table.startsWith(model + "."));
        }
        assertThat(after).isEqualTo(live);
        assertThat(live).containsKey("timeline.entry").doesNotContainValue("entry 0 0");
    }

    private static Map<String, String> rebuilt(JdbcClient views) {
        var ended = new TreeMap<String, String>();
        views.sql("select projection, coalesce(ended_at::text, 'running') as ended from feed.rebuild")
                .query((row, _) -> ended.put(row.getString("projection"), row.getString("ended")))
                .list();
        return ended;
    }

    private static Map<String, String> sums(JdbcClient views) {
        var sums = new TreeMap<String, String>();
        for (var schema : ALL) {
            for (var table : views.sql("select tablename from pg_tables where schemaname = ? order by tablename")
                    .param(schema)
                    .query(String.class)
                    .list()) {
                sums.put(
                        schema + "." + table,
                        table + " "
                                + views.sql("select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0)"
                                                + " from \"" + schema + "\".\"" + table + "\" t")
                                        .query(String.class)
                                        .single());
            }
        }
        return sums;
    }
}
