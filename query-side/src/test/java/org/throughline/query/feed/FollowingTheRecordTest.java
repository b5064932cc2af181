package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.testing.Histories.journey;
import static org.throughline.testing.Histories.whole;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.timeline.JourneySummary;
import org.throughline.query.timeline.Timelines;
import org.throughline.testing.Histories;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowingTheRecordTest {
    private QueryHouse house;
    private Node node;

    @BeforeAll
    void open() {
        house = QueryHouse.fresh("following");
        house.append(whole(journey(1).enrolled("2026-01-05T09:00")));
        node = house.start().caughtUp();
    }

    @AfterAll
    void close() {
        house.close();
    }

    @Test
    void shows_what_was_there_before() {
        assertThat(node.part(Timelines.class).summary(Histories.journeyId(1)))
                .get()
                .returns(JourneySummary.Status.OPEN, JourneySummary::status)
                .returns(1L, JourneySummary::version);
    }

    @Test
    void shows_an_entry_in_the_blink_of_an_eye() {
        var took = new ArrayList<Duration>();
        for (int i = 2; i < 22; i++) {
            var began = System.nanoTime();
            var stored = house.append(journey(i).enrolled("2026-01-05T09:00").events());
            assertThat(node.part(Positions.class).await(stored.getLast().position(), "timeline"))
                    .isTrue();
            took.add(Duration.ofNanos(System.nanoTime() - began));
            assertThat(node.part(Timelines.class).summary(Histories.journeyId(i)))
                    .isPresent();
        }
        took.sort(Duration::compareTo);
        System.out.println(
                "from append to read model: median " + took.get(took.size() / 2).toMillis() + " ms, slowest "
                        + took.getLast().toMillis() + " ms");
        // no poll every 500 or 1000 ms can hide in this
        assertThat(took.get(took.size() / 2)).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void tells_every_page_which_journey_has_changed() throws InterruptedException {
        var heard = new LinkedBlockingQueue<LiveUpdates.Update>();
        try (var subscription = node.part(LiveUpdates.class)
                .subscribe(Histories.journeyId(50).value(), update -> {
                    if (update.projection().equals("timeline") && !update.everything()) {
                        heard.add(update);
                    }
                })) {
            assertThat(subscription).isNotNull();
            var stored = house.append(journey(50).enrolled("2026-01-05T09:00").events());
            assertThat(heard.poll(5, TimeUnit.SECONDS))
                    .isNotNull()
                    .returns(stored.getLast().position(), LiveUpdates.Update::position);
        }
    }

    @Test
    void does_not_wait_longer_than_two_seconds_for_what_never_comes() {
        var began = System.nanoTime();
        assertThat(node.part(Positions.class).await(1_000_000, "timeline")).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }
}
