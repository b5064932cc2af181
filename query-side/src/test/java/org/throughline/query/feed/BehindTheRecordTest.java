package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.throughline.testing.Histories.journey;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BehindTheRecordTest {
    private QueryHouse house;
    private Node node;
    private FragileProjection projection;

    @BeforeAll
    void open() {
        house = QueryHouse.fresh("behind");
        house.append(journey(1)
                .enrolled("2026-01-05T09:00")
                .attended("2026-01-06T09:00", 120)
                .events());
        node = house.startFeed(List.of(FragileProjection.class)).caughtUp();
        projection = node.part(FragileProjection.class);
    }

    @AfterAll
    void close() {
        house.close();
    }

    @Test
    void a_read_model_tells_by_how_many_events_and_for_how_long() {
        assertThat(fragile().lagEvents()).isZero();
        assertThat(fragile().lagSeconds()).isZero();

        var before = fragile().head();
        projection.closedFrom = before + 1;
        var late = house.append(journey(2)
                .enrolled("2026-01-07T09:00")
                .attended("2026-01-08T09:00", 120)
                .attended("2026-01-09T09:00", 120)
                .events());
        await().untilAsserted(() -> assertThat(fragile().head()).isEqualTo(before + 3));

        // the oldest counts, not the latest
        var oldest = Duration.between(late.getFirst().recorded(), Instant.now());
        assertThat(fragile().position()).isEqualTo(before);
        assertThat(fragile().lagEvents()).isEqualTo(3);
        assertThat(fragile().lagSeconds())
                .isBetween(
                        oldest.minusHours(1).toMillis() / 1_000.0,
                        oldest.plusHours(1).toMillis() / 1_000.0);
        assertThat(measured("throughline.projection.lag.events")).isEqualTo(3);
        assertThat(measured("throughline.projection.lag"))
                .isGreaterThan(oldest.minusHours(1).toMillis() / 1_000.0);

        projection.closedFrom = Long.MAX_VALUE;
        node.caughtUp();
        assertThat(fragile().lagEvents()).isZero();
        assertThat(fragile().lagSeconds()).isZero();
        assertThat(measured("throughline.projection.lag")).isZero();
    }

    @Test
    void every_segment_tells_where_it_is_and_who_works_on_it() {
        await().untilAsserted(() -> assertThat(fragile().segments()).hasSize(2).allSatisfy(segment -> {
            assertThat(segment.position()).isEqualTo(house.all().size());
            assertThat(segment.node()).matches(".+-[0-9a-f]{8}").doesNotContain("@", "/");
            assertThat(segment.up()).isTrue();
        }));
    }

    @Test
    void a_node_that_is_gone_is_named_until_another_has_taken_over() {
        for (var sql : List.of(
                "insert into feed.read_model values ('left', 'x')",
                "insert into feed.position values ('left', 0, 5), ('left', 1, 4)",
                "insert into feed.token (processor, segment, owner)"
                        + " values ('left', 0, '7@elsewhere/0197a000-0000-7000-8000-000000000001')")) {
            house.views().sql(sql).update();
        }

        assertThat(node.part(Segments.class).all().get("left"))
                .containsExactly(
                        new Segments.Standing(0, 5, "elsewhere-0197a000", false),
                        new Segments.Standing(1, 4, null, false));
    }

    private Feed.Status fragile() {
        return node.part(Feed.class).status().stream()
                .filter(status -> status.projection().equals("fragile"))
                .findFirst()
                .orElseThrow();
    }

    private double measured(String meter) {
        var registry = new SimpleMeterRegistry();
        new FeedMeters(node.part(Feed.class), node.part(Rebuilds.class)).bindTo(registry);
        return registry.get(meter).tag("projection", "fragile").gauge().value();
    }
}
