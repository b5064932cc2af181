package org.throughline.query.feed;

import java.lang.management.ManagementFactory;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The nodes that are up: they share the segments of each projection evenly. */
@Component
class Nodes {
    private static final int GONE_AFTER_SECONDS = 20;

    private final JdbcClient views;
    private final String self = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();

    Nodes(@Qualifier("views") JdbcClient views) {
        this.views = views;
    }

    /** What this node is called in the token store. */
    String self() {
        return self;
    }

    /** How many of so many segments this node may take. Saying so also says that it is up. */
    int shareOf(int segments) {
        views.sql(
                        "insert into feed.node (id, seen_at) values (?, now()) on conflict (id) do update set seen_at = now()")
                .param(self)
                .update();
        var up = views.sql("select count(*) from feed.node where seen_at > now() - make_interval(secs => ?)")
                .param(GONE_AFTER_SECONDS)
                .query(Integer.class)
                .single();
        return Math.ceilDiv(segments, Math.max(1, up));
    }

    /** This node goes. */
    void leave() {
        views.sql("delete from feed.node where id = ? or seen_at < now() - interval '1 day'")
                .param(self)
                .update();
    }
}
