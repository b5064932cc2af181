package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.throughline.query.QueryHouse;
import org.throughline.query.RandomHistory;
import org.throughline.testing.Histories;

class ASegmentThatRestsTest {
    private static final Duration AT_ONCE = Duration.ofMillis(5);

    @Test
    void after_a_failure_is_taken_up_again_however_long_it_was_to_rest() {
        try (var house = QueryHouse.fresh("resting")) {
            house.append(RandomHistory.of(9, 5));
            var node = house.startFeed(List.of(FragileProjection.class), "throughline.feed.claim=2s")
                    .caughtUp();
            var processor = node.part(Processors.class).last("fragile");
            await().untilAsserted(() -> assertThat(processor.processingStatus()).hasSize(2));

            // what Axon does with one whose work failed, after some failures
            processor.releaseSegment(0, 1, TimeUnit.HOURS);
            await().pollInterval(AT_ONCE)
                    .until(() -> !processor.processingStatus().containsKey(0));
            for (int i = 700; i < 720; i++) {
                house.append(Histories.journey(i).enrolled("2026-01-05T09:00").events());
            }

            await().untilAsserted(() -> Seen.everythingOnce(house));
            await().untilAsserted(() -> assertThat(processor.processingStatus()).hasSize(2));
        }
    }
}
