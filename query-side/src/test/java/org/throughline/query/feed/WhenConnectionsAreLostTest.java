package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.RandomHistory;
import org.throughline.testing.Histories;

class WhenConnectionsAreLostTest {
    private QueryHouse house;
    private Node node;

    @BeforeEach
    void open() {
        house = QueryHouse.fresh("broken");
        house.append(RandomHistory.of(3, 5));
        node = house.startFeed(List.of(FragileProjection.class)).caughtUp();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void nothing_is_lost_nothing_is_doubled_and_pages_hear_of_it_again() {
        var journey = Histories.journeyId(850).value();
        var shown = new AtomicInteger();
        // as a page does that is open: it looks again whenever it is told to
        try (var subscription = node.part(LiveUpdates.class).subscribe(journey, _ -> shown.set(entriesOf(journey)))) {
            assertThat(subscription).isNotNull();
            for (int i = 800; i < 840; i++) {
                house.append(Histories.journey(i)
                        .enrolled("2026-01-05T09:00")
                        .attended("2026-01-06T09:00", 60)
                        .events());
                if (i % 8 == 0) {
                    house.breakConnections();
                }
            }
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> Seen.everythingOnce(house));
            node.caughtUp();
            assertThat(house.views()
                            .sql("select position from timeline.entry order by position")
                            .query((row, _) -> row.getLong(1))
                            .list())
                    .isEqualTo(Seen.positions(house.all().stream()
                            .filter(event -> event.name().startsWith("journey."))
                            .toList()));
            assertThat(node.part(DeadLetters.class).all()).isEmpty();

            house.append(Histories.journey(850).enrolled("2026-01-05T09:00").events());
            await().until(() -> shown.get() == 1);
        }
    }

    private int entriesOf(UUID journey) {
        return house.views()
                .sql("select count(*) from timeline.entry where journey = ?")
                .param(journey)
                .query(Integer.class)
                .single();
    }
}
