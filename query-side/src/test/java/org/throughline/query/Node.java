package org.throughline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import org.springframework.context.ConfigurableApplicationContext;
import org.throughline.query.feed.Feed;
import org.throughline.query.feed.Positions;

/** One running query side of a {@link QueryHouse}. */
public final class Node implements AutoCloseable {
    private final QueryHouse house;
    private final ConfigurableApplicationContext context;

    Node(QueryHouse house, ConfigurableApplicationContext context) {
        this.house = house;
        this.context = context;
    }

    /** One of its parts. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** All of its parts of a kind. */
    public <T> Collection<T> parts(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** Returns once every read model holds the whole record. */
    public Node caughtUp() {
        ready();
        var feed = part(Feed.class);
        var position = house.all().isEmpty() ? 0 : house.all().getLast().position();
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var names = feed.projections().toArray(String[]::new);
        while (!part(Positions.class).await(position, names)) {
            assertThat(System.nanoTime())
                    .as("still not at %s: %s", position, feed.status())
                    .isLessThan(deadline);
        }
        return this;
    }

    /** Returns once every projection is started. */
    public Node ready() {
        try {
            assertThat(part(Feed.class).awaitReady(Duration.ofSeconds(30))).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Stops it as a shutdown does. */
    @Override
    public void close() {
        context.close();
    }
}
