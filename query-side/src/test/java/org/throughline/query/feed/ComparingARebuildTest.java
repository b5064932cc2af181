package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.testing.Histories.journey;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.feed.Comparison.Difference;
import org.throughline.query.feed.Comparison.Obstacle;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparingARebuildTest {
    private QueryHouse house;
    private Node node;
    private FragileProjection projection;
    private int journeys;

    @BeforeAll
    void open() {
        house = QueryHouse.fresh("comparing");
        append(10);
        node = house.startFeed(List.of(FragileProjection.class)).caughtUp();
        projection = node.part(FragileProjection.class);
    }

    @AfterAll
    void close() {
        house.close();
    }

    private List<StoredEvent> append(int more) {
        var stored = new ArrayList<StoredEvent>();
        for (int i = 0; i < more; i++) {
            stored.addAll(house.append(journey(++journeys)
                    .enrolled("2026-01-05T09:00")
                    .attended("2026-01-06T09:00", 60)
                    .events()));
        }
        return stored;
    }

    private long rows() {
        return house.all().size();
    }

    private Comparison rebuilt() {
        assertThat(node.part(Feed.class).rebuild("fragile").join()).isTrue();
        return comparison();
    }

    private Comparison comparison() {
        return Objects.requireNonNull(node.part(Rebuilds.class).progress().stream()
                .filter(progress -> progress.projection().equals("fragile"))
                .findFirst()
                .orElseThrow()
                .comparison());
    }

    /** A rebuild that has read everything there is, and has not been compared yet. */
    private CompletableFuture<Boolean> filled() {
        projection.swapping.close();
        var rebuilding = node.part(Feed.class).rebuild("fragile");
        projection.swapping.awaitSomebody();
        return rebuilding;
    }

    @Test
    void finds_nothing_where_nothing_is_wrong() {
        var before = differing();
        assertThat(rebuilt()).isEqualTo(Comparison.of(rows(), List.of()));
        assertThat(differing()).isEqualTo(before);
    }

    @Test
    void tells_which_table_was_wrong_and_how_many_rows_it_had_and_repairs_it() {
        var before = differing();
        house.views().sql("delete from fragile.seen where position <= 3").update();
        assertThat(rebuilt()).isEqualTo(Comparison.of(rows(), List.of(new Difference("seen", rows() - 3, rows()))));
        assertThat(differing()).isEqualTo(before + 1);
        Seen.everythingOnce(house);
        assertThat(rebuilt().differences()).isEmpty();
    }

    @Test
    void finds_a_row_that_says_something_else() {
        house.views()
                .sql("update fragile.seen set times = 2 where position = 3")
                .update();
        assertThat(rebuilt().differences()).containsExactly(new Difference("seen", rows(), rows()));
    }

    @Test
    void compares_at_the_position_that_the_live_one_has_reached_meanwhile() throws Exception {
        var rebuilding = filled();
        append(5);
        node.caughtUp();
        projection.swapping.open();

        assertThat(rebuilding.get()).isTrue();
        assertThat(comparison()).isEqualTo(Comparison.of(rows(), List.of()));
        Seen.everythingOnce(house);
    }

    @Test
    void compares_each_segment_as_far_as_it_has_read() throws Exception {
        var rebuilding = filled();
        append(5);
        var between = rows();
        var later = append(10);
        node.caughtUp();
        // one segment is as it was before the last of them
        var second = Segment.computeSegment(1, 0, 1);
        var undone = later.stream()
                .filter(event -> second.matches(event.stream()))
                .map(StoredEvent::position)
                .toList();
        assertThat(undone).isNotEmpty().hasSizeLessThan(later.size());
        house.views()
                .sql("delete from fragile.seen where position in (:undone)")
                .param("undone", undone)
                .update();
        house.views()
                .sql("update feed.position set position = ? where projection = 'fragile' and segment = 1")
                .param(between)
                .update();
        projection.swapping.open();

        assertThat(rebuilding.get()).isTrue();
        assertThat(comparison()).isEqualTo(Comparison.of(rows(), List.of()));
        Seen.everythingOnce(house);
    }

    @Test
    void does_not_wait_for_a_live_one_that_stands_still() {
        house.views()
                .sql("update feed.position set position = 18 where projection = 'fragile' and segment = 1")
                .update();
        assertThat(rebuilt()).isEqualTo(Comparison.impossible(Obstacle.BEHIND));
        Seen.everythingOnce(house);
    }

    private double differing() {
        var registry = new SimpleMeterRegistry();
        new FeedMeters(node.part(Feed.class), node.part(Rebuilds.class)).bindTo(registry);
        return registry.get("throughline.rebuild.differences")
                .tag("projection", "fragile")
                .functionCounter()
                .count();
    }
}
