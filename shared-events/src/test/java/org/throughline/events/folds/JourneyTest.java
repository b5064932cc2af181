package org.throughline.events.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.events.DischargeReason.COMPLETED;
import static org.throughline.events.DischargeReason.DROPPED_OUT;

import org.junit.jupiter.api.Test;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyEntry;
import org.throughline.events.VoidReason;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

class JourneyTest {
    private final JourneyHistory history = Histories.journey(1);

    @Test
    void is_not_open_before_admission() {
        assertThat(Journey.UNENROLLED.open()).isFalse();
        assertThat(Journey.UNENROLLED.enrolment()).isEmpty();
        assertThat(Journey.UNENROLLED.discharge()).isEmpty();
    }

    @Test
    void is_open_from_admission_to_discharge() {
        var admitted = history.enrolled("2026-01-05T09:00").folded();
        var left = history.discharged("2026-02-05T09:00", COMPLETED).folded();

        assertThat(admitted.open()).isTrue();
        assertThat(left.open()).isFalse();
        assertThat(left.discharge().orElseThrow().reason()).isEqualTo(COMPLETED);
    }

    @Test
    void keeps_every_kind_of_entry_in_the_order_of_recording() {
        var journey = history.enrolled("2026-01-05T09:00")
                .attended("2026-01-07T18:00", 180)
                .missed("2026-01-06T18:00", 180)
                .relapsed("2026-01-04T23:00")
                .followedUp("2026-01-08T10:00", FollowUpStatus.NO_RETURN_REPORTED)
                .folded();

        assertThat(journey.effective().values())
                .extracting(JourneyEntry::entryId)
                .containsExactly(
                        history.before(4), history.before(3), history.before(2), history.before(1), history.last());
        assertThat(journey.attendances()).hasSize(1);
        assertThat(journey.absences()).hasSize(1);
        assertThat(journey.relapses()).hasSize(1);
        assertThat(journey.followUps()).hasSize(1);
    }

    @Test
    void holds_no_personal_data() {
        var journey = history.noting("came late")
                .enrolled("2026-01-05T09:00")
                .noting("tired")
                .attended("2026-01-07T18:00", 180)
                .noting("ill")
                .missed("2026-01-08T18:00", 180)
                .noting("a glass of wine")
                .relapsed("2026-01-09T20:00")
                .noting("well")
                .followedUp("2026-01-10T20:00", FollowUpStatus.RETURNED_TO_USE)
                .noting("all goals reached")
                .discharged("2026-01-11T20:00", COMPLETED)
                .folded();

        assertThat(journey.effective().values())
                .hasSize(6)
                .allMatch(entry -> entry.equals(entry.withoutPersonalData()))
                .allMatch(entry -> !entry.toString().contains("Known"));
    }

    @Test
    void forgets_a_return_to_use_that_was_taken_back() {
        history.enrolled("2026-01-05T09:00").relapsed("2026-01-20T20:00").relapsed("2026-01-15T20:00");

        var journey = history.retracted("2026-01-21T09:00", history.last()).folded();

        assertThat(journey.relapses().map(relapse -> relapse.occurred().at()))
                .containsExactly(history.instant("2026-01-20T20:00"));
        assertThat(journey.withdrawn()).containsExactly(history.last());
    }

    @Test
    void goes_on_when_the_discharge_is_rescinded_and_can_end_again() {
        history.enrolled("2026-01-05T09:00").discharged("2026-02-01T09:00", DROPPED_OUT);
        var goesOn = history.rescinded("2026-02-03T09:00", history.last()).folded();
        var ended = history.discharged("2026-03-01T09:00", COMPLETED).folded();

        assertThat(goesOn.open()).isTrue();
        assertThat(goesOn.discharge()).isEmpty();
        assertThat(ended.discharge().orElseThrow().reason()).isEqualTo(COMPLETED);
        assertThat(ended.withdrawn()).containsExactly(history.before(1));
    }

    @Test
    void cannot_be_changed_by_those_who_look_at_it() {
        var journey = history.enrolled("2026-01-05T09:00").folded();

        assertThatThrownBy(() -> journey.effective().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> journey.withdrawn().add(history.last()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> journey.enrolment().orElseThrow().teds().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void stays_as_it_was_when_more_happens() {
        var before = history.enrolled("2026-01-05T09:00").folded();
        history.attended("2026-01-07T18:00", 180);

        var after = before.after(history.events().subList(1, 2));

        assertThat(before.attendances()).isEmpty();
        assertThat(after).isEqualTo(history.folded());
    }

    @Test
    void does_not_argue_with_a_history_that_makes_no_sense() {
        history.voided("2026-01-05T09:00", Histories.entry(77), VoidReason.DUPLICATE)
                .rescinded("2026-01-05T09:00", Histories.entry(78))
                .discharged("2026-01-05T10:00", COMPLETED);

        assertThat(history.folded().open()).isFalse();
        assertThat(history.folded().withdrawn()).containsExactly(Histories.entry(77), Histories.entry(78));
    }
}
