package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
                .map(Feed.Status::segments)
                .toList();
    }

    @Test
    void share_the_segments_and_take_over_from_each_other() {
        var first = house.start().caughtUp();
        await().untilAsserted(() -> assertThat(segments(first)).containsOnly(2));
        var second = house.start().ready();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(segments(first)).containsOnly(1);
            assertThat(segments(second)).containsOnly(1);
        });
        house.append(Histories.journey(800).enrolled("2026-01-05T09:00").events());
        first.caughtUp();
        second.caughtUp();

        first.close();
        house.append(Histories.journey(801).enrolled("2026-01-05T09:00").events());
        house.append(Histories.journey(802).enrolled("2026-01-05T09:00").events());
        second.caughtUp();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(segments(second)).containsOnly(2));
    }

    @Test
    void go_on_after_a_restart_where_they_were() {
        var first = house.start().caughtUp();
        var before = first.part(ReadModels.class).checksum("timeline");
        first.close();
        var second = house.start().caughtUp();
        assertThat(second.part(ReadModels.class).checksum("timeline")).isEqualTo(before);
        assertThat(second.part(Rebuilds.class).progress()).allMatch(progress -> progress.endedAt() != null);
        house.append(Histories.journey(803).enrolled("2026-01-05T09:00").events());
        second.caughtUp();
    }

    @Test
    void start_again_from_the_beginning_when_the_record_was_restored_to_an_older_state() {
        house.start().caughtUp().close();
        var size = house.all().size();
        house.restore(RandomHistory.of(4, 2));
        assertThat(house.all()).hasSizeLessThan(size);
        var second = house.start().caughtUp();
        assertThat(entries()).isEqualTo(expected());
        house.append(Histories.journey(804).enrolled("2026-01-05T09:00").events());
        second.caughtUp();
        assertThat(entries()).isEqualTo(expected());
    }

    @Test
    void start_again_from_the_beginning_when_they_read_another_record() {
        house.start().caughtUp().close();
        var size = house.all().size();
        house.restore(RandomHistory.of(4, 9));
        house.becomeAnotherStore();
        assertThat(house.all()).hasSizeGreaterThan(size);
        house.start().caughtUp();
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
