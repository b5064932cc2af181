package org.throughline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.JourneyId;
import org.throughline.query.attendance.Attendance;
import org.throughline.query.feed.Feed;
import org.throughline.query.timeline.Timeline;
import org.throughline.query.timeline.Timelines;

/** Until read models have noticed that the record was restored, pages show nothing that it does not hold. */
class ARecordThatLostEntriesTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private QueryHouse house;
    private Node node;
    private List<JourneyId> journeys;
    private long kept;

    @BeforeEach
    void lose() {
        house = QueryHouse.fresh("lost");
        house.append(RandomHistory.of(7, 12));
        node = house.start().ready();
        node.caughtUp();
        journeys = new Expected(house.all()).journeys().stream().toList();
        node.part(Feed.class).stop();
        kept = house.all().size() * 2L / 3;
        house.restoreTo(kept, List.of());
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void timelines_show_what_is_left() {
        var shown = journeys.stream()
                .flatMap(journey -> node.part(Timelines.class).of(journey).orElseThrow().entries().stream())
                .toList();
        assertThat(shown.stream().map(Timeline.Entry::position).sorted().toList())
                .isEqualTo(house.all().stream()
                        .filter(event -> event.name().startsWith("journey."))
                        .map(event -> event.position())
                        .toList());
        assertThat(shown.stream().map(Timeline.Entry::withdrawn).filter(Objects::nonNull))
                .isNotEmpty()
                .allMatch(withdrawal -> withdrawal.position() <= kept);
    }

    @Test
    void weeks_are_judged_by_what_is_left() {
        var last = journeys.getLast();
        var admitted = house.all().stream()
                .filter(event -> event.stream().equals(last.value()))
                .findFirst()
                .orElseThrow();
        assertThat(node.part(Attendance.class).of(last, NOW)).isNotEmpty();

        house.restoreTo(admitted.position() - 1, List.of());

        assertThat(node.part(Attendance.class).of(last, NOW)).isEmpty();
        assertThat(node.part(Timelines.class).of(last).orElseThrow().entries()).isEmpty();
    }
}
