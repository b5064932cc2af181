package org.throughline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.VoidReason;
import org.throughline.query.attendance.Attendance;
import org.throughline.query.feed.Feed;
import org.throughline.query.timeline.Timeline;
import org.throughline.query.timeline.Timelines;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

/** Until read models have noticed that the record was restored, pages show nothing that it does not hold. */
class ARecordThatLostEntriesTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private QueryHouse house;
    private Node node;
    private List<JourneyId> journeys;
    private final List<JourneyEvent> taken = withRelapse()
            .voided("2026-03-05T10:00", withRelapse().last(), VoidReason.RECORDED_IN_ERROR)
            .events();

    private static JourneyHistory withRelapse() {
        return Histories.journey(900).enrolled("2026-03-02T09:00").relapsed("2026-03-04T09:00");
    }

    @BeforeEach
    void tell() {
        house = QueryHouse.fresh("lost");
        house.append(RandomHistory.of(7, 12));
        house.append(taken);
        node = house.start().ready();
        node.caughtUp();
        journeys = new Expected(house.all()).journeys();
        node.part(Feed.class).stop();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void timelines_show_what_is_left() {
        var kept = house.all().size() * 2L / 3;
        house.restoreTo(kept, List.of());

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

    @Test
    void an_entry_counts_where_something_else_was_recorded_in_place_of_its_withdrawal() {
        var journey = Histories.journeyId(900);
        assertThat(withdrawals(journey)).hasSize(1);

        house.restoreTo(
                house.all().size() - 1,
                List.of(withRelapse()
                        .followedUp("2026-03-06T09:00", FollowUpStatus.NO_RETURN_REPORTED)
                        .events()
                        .getLast()));

        assertThat(node.part(Timelines.class).of(journey).orElseThrow().entries())
                .hasSize(3)
                .extracting(entry -> (Object) entry.event().getClass())
                .containsExactlyInAnyOrder(Enrolled.class, RelapseReported.class, FollowUpRecorded.class);
        assertThat(withdrawals(journey)).isEmpty();
    }

    private List<Timeline.Withdrawal> withdrawals(JourneyId journey) {
        return node.part(Timelines.class).of(journey).orElseThrow().entries().stream()
                .flatMap(entry -> Stream.ofNullable(entry.withdrawn()))
                .toList();
    }
}
