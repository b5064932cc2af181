package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.page=50")
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
        node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.page=50")
                .caughtUp();
        await().untilAsserted(() -> assertThat(progress().endedAt()).isNotNull());
        assertThat(seen("fragile")).isEqualTo(house.all().size());
    }

    @Test
    void loses_nothing_that_is_recorded_meanwhile() throws Exception {
        projection.rebuilding.close();
        var rebuilding = node.part(Feed.class).rebuild("fragile");
        projection.rebuilding.awaitSomebody();
        for (int i = 1_000; i < 1_030; i++) {
            house.append(Histories.journey(i)
                    .enrolled("2026-01-05T09:00")
                    .attended("2026-01-06T09:00", 60)
                    .events());
        }
        // the live one goes on beside it
        node.caughtUp();
        Seen.everythingOnce(house);
        assertThat(rebuilding).isNotDone();

        projection.rebuilding.open();
        assertThat(rebuilding.get()).isTrue();
        node.caughtUp();
        Seen.everythingOnce(house);
    }

    @Test
    void gives_up_when_another_has_taken_it_over() throws Exception {
        projection.rebuilding.close();
        var first = node.part(Feed.class).rebuild("fragile");
        projection.rebuilding.awaitSomebody();
        assertThat(house.views()
                        .sql("select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory'"
                                + " and database = (select oid from pg_database where datname = current_database())")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        var second = node.part(Feed.class).rebuild("fragile");
        await().until(() -> house.views()
                .sql("select count(*) > 0 from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and query like '%feed.rebuild%'")
                .query(Boolean.class)
                .single());
        projection.rebuilding.open();
        assertThat(first.get()).isFalse();
        assertThat(second.get()).isTrue();
        assertThat(progress().failure()).isNull();
        Seen.everythingOnce(house);
    }

    @Test
    void can_be_asked_for_when_the_program_starts() {
        assertThat(progress().comparison()).isEqualTo(Comparison.impossible(Comparison.Obstacle.MISSING));
        house.views().sql("delete from fragile.seen where position <= 10").update();
        node.close();
        node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.rebuild=fragile")
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
        node = house.startFeed(List.of(FragileProjection.class)).caughtUp();
        assertThat(seen("fragile")).isEqualTo(house.all().size());
    }

    @Test
    void follows_from_another_version_of_the_code_and_begins_anew_then() {
        projection.closedFrom = 130;
        assertThatThrownBy(() -> node.part(Feed.class).rebuild("fragile").get()).hasRootCauseMessage("closed");
        node.close();
        // what is half built is of no use for another version
        house.views().sql("delete from fragile_next.seen").update();
        node = house.startFeed(List.of(NewerProjection.class), "throughline.feed.page=50")
                .caughtUp();
        Seen.everythingOnce(house);
        assertThat(house.views()
                        .sql("select count(*) from fragile.seen where note = 'new'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(house.all().size());
        assertThat(progress().comparison()).isEqualTo(Comparison.impossible(Comparison.Obstacle.OTHER_VERSION));
    }

    @Test
    void begins_anew_when_the_record_was_restored_meanwhile() {
        projection.closedFrom = 130;
        assertThatThrownBy(() -> node.part(Feed.class).rebuild("fragile").get()).hasRootCauseMessage("closed");
        node.close();
        house.restoreTo(60, RandomHistory.of(8, 20));
        node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.page=50")
                .caughtUp();
        Seen.everythingOnce(house);
        assertThat(progress().comparison()).isEqualTo(Comparison.impossible(Comparison.Obstacle.OTHER_RECORD));
    }

    @Test
    void fails_when_the_record_is_restored_while_it_is_read() {
        projection.rebuilding.close();
        var rebuilding = node.part(Feed.class).rebuild("fragile");
        projection.rebuilding.awaitSomebody();
        house.restoreTo(60, RandomHistory.of(8, 20));
        projection.rebuilding.open();
        assertThatThrownBy(rebuilding::get).hasRootCauseInstanceOf(Place.OfAnotherHistory.class);
        await().untilAsserted(() -> Seen.everythingOnce(house));
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "4, 2"})
    void takes_another_number_of_segments_only_when_it_begins_anew(int before, int after) throws Exception {
        node.close();
        house.views()
                .sql("update feed.read_model set definition = 'older' where projection = 'fragile'")
                .update();
        node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.segments=" + before)
                .caughtUp();
        assertThat(segments("position", "projection")).isEqualTo(before);

        node.close();
        node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.segments=" + after)
                .caughtUp();
        assertThat(node.part(Feed.class).rebuild("fragile").get()).isTrue();
        assertThat(segments("position", "projection")).isEqualTo(before);
        house.append(Histories.journey(901).enrolled("2026-01-05T09:00").events());
        node.caughtUp();
        Seen.everythingOnce(house);

        node.close();
        house.views()
                .sql("update feed.read_model set definition = 'older' where projection = 'fragile'")
                .update();
        node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.segments=" + after)
                .caughtUp();
        assertThat(segments("position", "projection")).isEqualTo(after);
        assertThat(segments("token", "processor")).isEqualTo(after);
        house.append(Histories.journey(902).enrolled("2026-01-05T09:00").events());
        node.caughtUp();
        Seen.everythingOnce(house);

        // and it is not built once more by the next start
        var built = progress().startedAt();
        node.close();
        node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.segments=" + after)
                .caughtUp();
        assertThat(progress().startedAt()).isEqualTo(built);
    }

    private int segments(String table, String column) {
        return house.views()
                .sql("select count(*) from feed." + table + " where " + column + " = 'fragile'")
                .query(Integer.class)
                .single();
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
