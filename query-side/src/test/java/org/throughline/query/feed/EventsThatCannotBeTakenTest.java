package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.testing.Histories.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.HistoryEvent;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Histories;

class EventsThatCannotBeTakenTest {
    private static final UUID BAD = Histories.journeyId(2).value();

    private QueryHouse house;
    private Node node;
    private FragileProjection projection;

    @BeforeEach
    void open() {
        house = QueryHouse.fresh("letters");
        node = house.startFeed(List.of(FragileProjection.class)).ready();
        projection = node.part(FragileProjection.class);
        projection.failing.add(BAD);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void park_their_own_stream_only_and_in_order() {
        house.append(threeJourneys());
        node.caughtUp();
        assertThat(seen()).containsExactlyElementsOf(positions(house.all(), false));
        assertThat(letters()).containsExactlyElementsOf(positions(house.all(), true));

        // later events of the stream wait behind the first, even if they could be taken
        projection.failing.clear();
        var later = house.append(journey(2)
                .enrolled("2026-01-05T09:00")
                .missed("2026-02-01T10:00", 60)
                .events());
        node.caughtUp();
        assertThat(letters()).containsAll(positions(later, true));
        assertThat(node.part(DeadLetters.class).all())
                .extracting(DeadLetters.Letter::cause)
                .contains("IllegalStateException", "behind an earlier event of its stream")
                .noneMatch(cause -> cause.contains("Ada"));
    }

    @Test
    void are_taken_in_order_once_they_can_be() {
        house.append(threeJourneys());
        node.caughtUp();
        assertThat(node.part(Feed.class).retryDeadLetters("fragile")).isZero();
        assertThat(node.part(DeadLetters.class).all().getFirst().tries()).isEqualTo(2);

        projection.failing.clear();
        assertThat(node.part(Feed.class).retryDeadLetters("fragile")).isEqualTo(4);
        assertThat(letters()).isEmpty();
        assertThat(seen()).hasSameSizeAs(house.all());
    }

    @Test
    void leave_no_letter_behind_when_a_rebuild_takes_them() throws Exception {
        house.append(threeJourneys());
        node.caughtUp();
        projection.failing.clear();
        assertThat(node.part(Feed.class).rebuild("fragile").get()).isTrue();
        assertThat(letters()).isEmpty();
        assertThat(seen()).hasSameSizeAs(house.all());
    }

    @Test
    void are_parked_by_a_rebuild_too() throws Exception {
        projection.failing.clear();
        house.append(threeJourneys());
        node.caughtUp();
        projection.failing.add(BAD);
        assertThat(node.part(Feed.class).rebuild("fragile").get()).isTrue();
        assertThat(letters()).containsExactlyElementsOf(positions(house.all(), true));
        assertThat(seen()).containsExactlyElementsOf(positions(house.all(), false));
    }

    @Test
    void wait_without_a_letter_while_only_the_key_store_is_silent() {
        projection.failing.clear();
        projection.closedFrom = 4;
        house.append(threeJourneys());
        assertThat(node.part(Positions.class).await(house.all().size(), "fragile"))
                .isFalse();
        assertThat(letters()).isEmpty();
        projection.closedFrom = Long.MAX_VALUE;
        node.caughtUp();
        assertThat(seen()).hasSameSizeAs(house.all());
        assertThat(letters()).isEmpty();
    }

    @Test
    void are_counted_however_many_they_are() {
        house.append(threeJourneys());
        node.caughtUp();
        house.views().sql("""
                        insert into feed.dead_letter (projection, position, stream, event_id, cause)
                        select 'fragile', p, gen_random_uuid(), gen_random_uuid(), 'x'
                        from generate_series(1001, 2500) p""").update();
        assertThat(node.part(Feed.class).status())
                .filteredOn(status -> status.projection().equals("fragile"))
                .extracting(Feed.Status::deadLetters)
                .containsExactly(1_504L);
    }

    private static List<HistoryEvent> threeJourneys() {
        var told = new ArrayList<HistoryEvent>();
        var journeys = List.of(1, 2, 3).stream()
                .map(number -> journey(number)
                        .enrolled("2026-01-05T09:00")
                        .attended("2026-01-06T09:00", 120)
                        .attended("2026-01-07T09:00", 120)
                        .attended("2026-01-08T09:00", 120)
                        .events())
                .toList();
        for (int i = 0; i < 4; i++) {
            for (var journey : journeys) {
                told.add(journey.get(i));
            }
        }
        return told;
    }

    private static List<Long> positions(List<StoredEvent> events, boolean bad) {
        return events.stream()
                .filter(event -> event.stream().equals(BAD) == bad)
                .map(StoredEvent::position)
                .toList();
    }

    private List<Long> seen() {
        return house.views()
                .sql("select position from fragile.seen order by position")
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private List<Long> letters() {
        return node.part(DeadLetters.class).all().stream()
                .map(DeadLetters.Letter::position)
                .toList();
    }
}
