package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.query.Checksum;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.RandomHistory;
import org.throughline.testing.Histories;

class SeveralNodesTest {
    private QueryHouse house;

    @BeforeEach
    void open() {
        house = QueryHouse.fresh("nodes");
        house.append(RandomHistory.of(3, 5));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static List<Integer> segments(Node node) {
        return node.part(Feed.class).status().stream()
                .map(Feed.Status::segmentsHere)
                .toList();
    }

    @Test
    void share_the_segments_and_take_over_from_each_other() {
        var first = house.startFeed(List.of(FragileProjection.class)).caughtUp();
        await().untilAsserted(() -> assertThat(segments(first)).containsOnly(2));
        var second = house.startFeed(List.of(FragileProjection.class)).ready();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(segments(first)).containsOnly(1);
            assertThat(segments(second)).containsOnly(1);
        });
        house.append(Histories.journey(800).enrolled("2026-01-05T09:00").events());
        first.caughtUp();
        second.caughtUp();
        everythingOnce();

        first.close();
        house.append(Histories.journey(801).enrolled("2026-01-05T09:00").events());
        house.append(Histories.journey(802).enrolled("2026-01-05T09:00").events());
        second.caughtUp();
        everythingOnce();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(segments(second)).containsOnly(2));
    }

    private void everythingOnce() {
        Seen.everythingOnce(house);
        assertThat(entries()).isEqualTo(expected());
    }

    @Test
    void leave_a_read_model_to_those_of_its_version() {
        var older = house.startFeed(List.of(FragileProjection.class)).caughtUp();
        await().untilAsserted(() -> assertThat(segments(older)).containsOnly(2));
        var newer = house.startFeed(List.of(NewerProjection.class)).ready();
        for (int i = 810; i < 830; i++) {
            house.append(Histories.journey(i).enrolled("2026-01-05T09:00").events());
        }
        // the other projections are of one version and are shared
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(segmentsOf(older, "fragile")).isZero();
            assertThat(segmentsOf(newer, "fragile")).isEqualTo(2);
            assertThat(segmentsOf(older, "timeline")).isEqualTo(1);
        });
        newer.caughtUp();
        everythingOnce();
        assertThat(newer.part(DeadLetters.class).all()).isEmpty();

        // nor does a node of the older version touch it when it is asked to
        assertThatThrownBy(() -> older.part(Feed.class).rebuild("fragile").get())
                .hasRootCauseInstanceOf(Place.OfAnotherVersion.class);
        house.views().sql("""
                        insert into feed.dead_letter (projection, position, stream, event_id, cause)
                        select 'fragile', position, stream, gen_random_uuid(), 'x' from fragile.seen limit 1""").update();
        assertThatThrownBy(() -> older.part(Feed.class).retryDeadLetters("fragile"))
                .isInstanceOf(Place.OfAnotherVersion.class);
        house.views().sql("delete from feed.dead_letter").update();
        older.close();
        house.append(Histories.journey(830).enrolled("2026-01-05T09:00").events());
        newer.caughtUp();
        everythingOnce();
    }

    @Test
    void park_nothing_when_they_are_at_a_read_model_that_is_no_longer_of_their_version() {
        var older = house.startFeed(List.of(FragileProjection.class)).caughtUp();
        await().untilAsserted(() -> assertThat(segments(older)).containsOnly(2));
        house.views()
                .sql("update feed.read_model set definition = 'newer' where projection = 'fragile'")
                .update();
        house.views()
                .sql("alter table fragile.seen add column note text not null default ''")
                .update();
        house.views()
                .sql("alter table fragile.seen alter column note drop default")
                .update();
        var before = Seen.in(house, "fragile");
        house.append(Histories.journey(840).enrolled("2026-01-05T09:00").events());
        assertThat(older.part(Positions.class).await(house.all().size(), "timeline"))
                .isTrue();
        await().untilAsserted(() -> assertThat(segmentsOf(older, "fragile")).isZero());
        assertThat(older.part(DeadLetters.class).all()).isEmpty();
        assertThat(Seen.in(house, "fragile")).isEqualTo(before);
    }

    private static int segmentsOf(Node node, String projection) {
        return node.part(Feed.class).status().stream()
                .filter(status -> status.projection().equals(projection))
                .findFirst()
                .orElseThrow()
                .segmentsHere();
    }

    @Test
    void go_on_after_a_restart_where_they_were() {
        var first = house.startFeed(List.of()).caughtUp();
        var before = Checksum.of(house.views(), "timeline");
        first.close();
        var second = house.startFeed(List.of()).caughtUp();
        assertThat(Checksum.of(house.views(), "timeline")).isEqualTo(before);
        assertThat(second.part(Rebuilds.class).progress()).allMatch(progress -> progress.endedAt() != null);
        house.append(Histories.journey(803).enrolled("2026-01-05T09:00").events());
        second.caughtUp();
    }

    @Test
    void start_again_from_the_beginning_when_the_record_was_restored_to_an_older_state() {
        house.startFeed(List.of()).caughtUp().close();
        var size = house.all().size();
        house.restore(RandomHistory.of(4, 2));
        assertThat(house.all()).hasSizeLessThan(size);
        var second = house.startFeed(List.of()).caughtUp();
        assertThat(entries()).isEqualTo(expected());
        house.append(Histories.journey(804).enrolled("2026-01-05T09:00").events());
        second.caughtUp();
        assertThat(entries()).isEqualTo(expected());
    }

    @Test
    void start_again_from_the_beginning_when_they_read_another_record() {
        house.startFeed(List.of()).caughtUp().close();
        var size = house.all().size();
        house.restore(RandomHistory.of(4, 9));
        house.becomeAnotherStore();
        assertThat(house.all()).hasSizeGreaterThan(size);
        house.startFeed(List.of()).caughtUp();
        assertThat(entries()).isEqualTo(expected());
    }

    private long entries() {
        return house.views()
                .sql("select count(*) from timeline.entry")
                .query(Long.class)
                .single();
    }

    private long expected() {
        return house.all().stream()
                .filter(event -> event.name().startsWith("journey."))
                .count();
    }
}
