package org.throughline.events.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.throughline.events.DischargeReason.DROPPED_OUT;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyEvent;
import org.throughline.events.VoidReason;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

/** The same history gives the same journey, however it is cut. */
class ReplayTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equals_the_history_taken_step_by_step(long seed) {
        var random = new Random(seed);
        var events = anyHistory(random, 120);

        var stepwise = Journey.UNENROLLED;
        for (var event : events) {
            stepwise = Journey.evolve(stepwise, event);
        }

        assertThat(Journey.UNENROLLED.after(events)).isEqualTo(stepwise);
        assertThat(order(Journey.UNENROLLED.after(events))).isEqualTo(order(stepwise));
        for (int cut = 0; cut <= events.size(); cut++) {
            var earlier = Journey.UNENROLLED.after(events.subList(0, cut));
            assertThat(order(earlier.after(events.subList(cut, events.size())))).isEqualTo(order(stepwise));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void judges_weeks_that_add_up_to_the_entries(long seed) {
        var journey = Journey.UNENROLLED.after(anyHistory(new Random(seed), 120));

        var weeks = WeekJudgement.judge(
                journey,
                Histories.programWith(),
                Histories.at("2026-08-01T00:00").at());

        assertThat(weeks.stream().mapToInt(WeekJudgement::creditedMinutes).sum())
                .isEqualTo(
                        journey.enrolment().isEmpty()
                                ? 0
                                : journey.attendances()
                                        .mapToInt(attended -> attended.creditedMinutes())
                                        .sum());
    }

    @Test
    void of_a_very_long_history_takes_no_time() {
        var history = Histories.journey(1).enrolled("2026-01-05T09:00");
        for (int i = 0; i < 100_000; i++) {
            history.relapsed("2026-01-07T18:00");
        }
        var events = history.events();

        // 100,000 entries copied at every step would take minutes
        var journey = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Journey.UNENROLLED.after(events));

        assertThat(journey.relapses()).hasSize(100_000);
    }

    private static List<EntryId> order(Journey journey) {
        var order = new ArrayList<>(journey.effective().keySet());
        order.addAll(journey.withdrawn());
        return order;
    }

    private static List<JourneyEvent> anyHistory(Random random, int steps) {
        var history = Histories.journey(1).enrolled("2026-01-05T09:00");
        for (int i = 0; i < steps; i++) {
            var at = LocalDateTime.parse("2026-01-05T10:00")
                    .plusHours(random.nextInt(24 * 180))
                    .toString();
            var some = history.before(random.nextInt(i + 1));
            step(history, random.nextInt(9), at, some);
        }
        return history.events();
    }

    private static void step(JourneyHistory history, int what, String at, EntryId some) {
        switch (what) {
            case 0, 1, 2 -> history.attended(at, 180);
            case 3 -> history.missed(at, 120);
            case 4 -> history.relapsed(at);
            case 5 -> history.followedUp(at, FollowUpStatus.NO_RETURN_REPORTED);
            case 6 -> history.voided(at, some, VoidReason.DUPLICATE);
            case 7 -> history.correcting(at, some).attended(at, 90);
            default -> history.discharged(at, DROPPED_OUT).rescinded(at, history.last());
        }
    }
}
