package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.RandomHistory;
import org.throughline.testing.Histories;

class RebuildingTest {
    private QueryHouse house;
    private Node node;
    private FragileProjection projection;

    @BeforeEach
    void open() {
        house = QueryHouse.fresh("rebuilding");
        house.append(RandomHistory.of(7, 20));
        node = house.start(List.of(FragileProjection.class), "throughline.feed.page=50")
                .caughtUp();
        projection = node.part(FragileProjection.class);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void goes_on_where_it_was_stopped_and_leaves_the_live_one_alone_until_then() throws Exception {
        projection.closedFrom = 130;
        assertThatThrownBy(() -> node.part(Feed.class).rebuild("fragile").get()).hasRootCauseMessage("closed");
        var stopped = progress();
        assertThat(stopped.position()).isEqualTo(100);
        assertThat(stopped.failure()).isEqualTo("SQLException null");
        assertThat(stopped.endedAt()).isNull();
        assertThat(seen("fragile")).isEqualTo(house.all().size());
        assertThat(seen("fragile_next")).isEqualTo(100);

        projection.closedFrom = Long.MAX_VALUE;
        assertThat(node.part(Feed.class).rebuild("fragile").get()).isTrue();
        assertThat(progress().position()).isEqualTo(house.all().size());
        assertThat(progress().endedAt()).isNotNull();
        assertThat(progress().failure()).isNull();
        assertThat(seen("fragile")).isEqualTo(house.all().size());
        // what was done before was not done again
        assertThat(house.views()
                        .sql("select events from feed.rebuild where projection = 'fragile'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(house.all().size());
    }

    @Test
    void is_finished_by_the_next_start_when_the_program_was_killed() {
        projection.closedFrom = 130;
        assertThatThrownBy(() -> node.part(Feed.class).rebuild("fragile").get()).hasRootCauseMessage("closed");
        // a program that is killed says nothing about why
        house.views().sql("update feed.rebuild set failure = null").update();
        node.close();
        node = house.start(List.of(FragileProjection.class), "throughline.feed.page=50")
                .caughtUp();
        await().untilAsserted(() -> assertThat(progress().endedAt()).isNotNull());
        assertThat(seen("fragile")).isEqualTo(house.all().size());
    }

    @Test
    void loses_nothing_that_is_recorded_meanwhile() throws Exception {
        var rebuilding = node.part(Feed.class).rebuild("fragile");
        for (int i = 1_000; i < 1_030; i++) {
            house.append(Histories.journey(i)
                    .enrolled("2026-01-05T09:00")
                    .attended("2026-01-06T09:00", 60)
                    .events());
        }
        assertThat(rebuilding.get()).isTrue();
        node.caughtUp();
        assertThat(seen("fragile")).isEqualTo(house.all().size());
    }

    @Test
    void can_be_asked_for_when_the_program_starts() {
        house.views().sql("delete from fragile.seen where position <= 10").update();
        node.close();
        node = house.start(List.of(FragileProjection.class), "throughline.feed.rebuild=fragile")
                .caughtUp();
        await().untilAsserted(
                        () -> assertThat(seen("fragile")).isEqualTo(house.all().size()));
    }

    @Test
    void follows_from_another_definition_of_the_tables() {
        house.views()
                .sql("update feed.read_model set definition = 'older' where projection = 'fragile'")
                .update();
        house.views().sql("delete from fragile.seen").update();
        node.close();
        node = house.start(List.of(FragileProjection.class)).caughtUp();
        assertThat(seen("fragile")).isEqualTo(house.all().size());
    }

    private Rebuilds.Progress progress() {
        return node.part(Rebuilds.class).progress().stream()
                .filter(progress -> progress.projection().equals("fragile"))
                .findFirst()
                .orElseThrow();
    }

    private int seen(String schema) {
        return house.views()
                .sql("select count(*) from " + schema + ".seen")
                .query(Integer.class)
                .single();
    }
}
