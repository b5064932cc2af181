package org.throughline.query.feed;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the segments of every projection are, and which nodes work on them. */
@Component
public class Segments {
    /**
     * One segment.
     *
     * @param segment its number, from 0
     * @param position how far it has read
     * @param node who works on it: the host and a short id; null if nobody does
     * @param up whether that node is up: one that is gone is soon followed by another
     */
    public record Standing(
            int segment, long position, @Nullable String node, boolean up) {}

    private record Row(String projection, Standing standing) {}

    private final JdbcClient views;

    Segments(@Qualifier("views") JdbcClient views) {
        this.views = views;
    }

    /** The segments of each projection, in their order. */
    Map<String, List<Standing>> all() {
        return views
                .sql("""
                        select p.projection, p.segment, p.position, t.owner, exists (select from feed.node n
                            where n.id = t.owner and n.projection = p.projection
                              and n.seen_at > now() - make_interval(secs => ?)) as up
                        from feed.position p
                        left join feed.token t on t.processor = p.projection and t.segment = p.segment
                        order by p.projection, p.segment""")
                .param(Nodes.GONE_AFTER_SECONDS)
                .query((row, _) -> {
                    var owner = row.getString("owner");
                    return new Row(
                            row.getString("projection"),
                            new Standing(
                                    row.getInt("segment"),
                                    row.getLong("position"),
                                    owner == null ? null : Nodes.name(owner),
                                    row.getBoolean("up")));
                })
                .list()
                .stream()
                .collect(groupingBy(Row::projection, mapping(Row::standing, toList())));
    }
}
