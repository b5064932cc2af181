package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.throughline.query.QueryHouse;
import org.throughline.query.RandomHistory;

class ProjectionsThatCannotStartTest {
    /** Comes first in any order of names, and its tables cannot be made before it is repaired. */
    static class BrokenProjection implements Projection {
        volatile String tables = "create nonsense";

        @Override
        public String name() {
            return "aaa";
        }

        @Override
        public boolean handles(String eventName) {
            return false;
        }

        @Override
        public String definition() {
            return tables;
        }

        @Override
        public void apply(List<RecordedEvent> events, Tables tables) {
            throw new IllegalStateException("nothing concerns it");
        }
    }

    @Test
    void do_not_keep_the_others_from_it() throws Exception {
        try (var house = QueryHouse.fresh("unstarted")) {
            var stored = house.append(RandomHistory.of(3, 5));
            var node = house.startFeed(List.of(BrokenProjection.class));
            var feed = node.part(Feed.class);
            var others = feed.projections().stream()
                    .filter(name -> !name.equals("aaa"))
                    .toArray(String[]::new);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            node.part(Positions.class).await(stored.getLast().position(), others));
            assertThat(feed.awaitReady(Duration.ZERO)).isFalse();

            node.part(BrokenProjection.class).tables = "create table nothing (a int)";
            assertThat(feed.awaitReady(Duration.ofSeconds(30))).isTrue();
        }
    }
}
