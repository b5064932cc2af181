package org.throughline.query.feed;

import java.lang.management.ManagementFactory;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The nodes that are up: those that run a read model's version share the segments of its projection evenly. */
@Component
class Nodes {
    static final int GONE_AFTER_SECONDS = 20;

    private final JdbcClient views;
    private final String self = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();

    Nodes(@Qualifier("views") JdbcClient views) {
        this.views = views;
    }

    /** What this node is called in the token store. */
    String self() {
        return self;
    }

    /** A node as people call it: its host, and enough of its id to tell it from others there. */
    static String name(String id) {
        var host = id.substring(id.indexOf('@') + 1, id.lastIndexOf('/'));
        return host + "-" + id.substring(id.lastIndexOf('/') + 1).split("-", 2)[0];
    }

    /**
     * How many of so many segments this node may take: none while the read model is of another version than this node.
     * Asking also says that it is up.
     */
    int shareOf(String projection, String definition, int segments) {
        views.sql("""
                        insert into feed.node (id, projection, definition, seen_at) values (?, ?, ?, now())
                        on conflict (id, projection) do update set seen_at = now()""").params(self, projection, definition).update();
        var up = views.sql("""
                        select n.id from feed.node n join feed.read_model m using (projection, definition)
                        where n.projection = ? and n.seen_at > now() - make_interval(secs => ?)""")
                .params(projection, GONE_AFTER_SECONDS)
                .query(String.class)
                .list();
        return up.contains(self) ? Math.ceilDiv(segments, up.size()) : 0;
    }

    /** This node goes. */
    void leave() {
        views.sql("delete from feed.node where id = ? or seen_at < now() - interval '1 day'")
                .param(self)
                .update();
    }
}
