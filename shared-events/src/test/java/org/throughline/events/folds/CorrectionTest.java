package org.throughline.events.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.events.DischargeReason.COMPLETED;
import static org.throughline.events.DischargeReason.DROPPED_OUT;

import org.junit.jupiter.api.Test;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.VoidReason;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

class CorrectionTest {
    private final JourneyHistory history = Histories.journey(1).enrolled("2026-01-05T09:00");

    @Test
    void replaces_an_entry_by_the_right_one() {
        var wrong = history.attended("2026-01-07T18:00", 180).last();
        var journey = history.correcting("2026-01-08T09:00", wrong)
                .attended("2026-01-07T18:00", 120)
                .folded();

        assertThat(journey.attendances())
                .extracting(SessionAttended::creditedMinutes)
                .containsExactly(120);
        assertThat(journey.withdrawn()).containsExactly(wrong);
        assertThat(journey.effective().get(history.last()))
                .extracting("corrects")
                .isEqualTo(wrong);
    }

    @Test
    void names_the_entry_that_is_right_instead() {
        var wrong = history.attended("2026-01-07T18:00", 180).last();
        history.correcting("2026-01-08T09:00", wrong).attended("2026-01-07T18:00", 120);

        assertThat(history.events().get(2))
                .isInstanceOfSatisfying(
                        EntryVoided.class,
                        voided -> assertThat(voided.replacedBy()).isEqualTo(history.last()));
    }

    @Test
    void of_a_correction_leaves_only_the_last() {
        var first = history.attended("2026-01-07T18:00", 180).last();
        var second = history.correcting("2026-01-08T09:00", first)
                .attended("2026-01-07T18:00", 120)
                .last();
        var journey = history.correcting("2026-01-09T09:00", second)
                .attended("2026-01-07T18:00", 150)
                .folded();

        assertThat(journey.attendances())
                .extracting(SessionAttended::creditedMinutes)
                .containsExactly(150);
        assertThat(journey.withdrawn()).containsExactly(first, second);
    }

    @Test
    void of_a_correction_may_end_in_nothing() {
        var first = history.attended("2026-01-07T18:00", 180).last();
        var second = history.correcting("2026-01-08T09:00", first)
                .attended("2026-01-07T18:00", 120)
                .last();
        var journey = history.voided("2026-01-09T09:00", second, VoidReason.WRONG_PATIENT)
                .folded();

        assertThat(journey.attendances()).isEmpty();
        assertThat(journey.withdrawn()).containsExactly(first, second);
    }

    @Test
    void of_the_admission_moves_the_admission() {
        var journey = history.correcting("2026-01-08T09:00", history.last())
                .enrolled("2026-01-02T09:00", 600)
                .folded();

        assertThat(journey.enrolment().orElseThrow().occurred()).isEqualTo(history.at("2026-01-02T09:00"));
        assertThat(journey.enrolment().orElseThrow().weeklyMinutes()).isEqualTo(600);
        assertThat(journey.open()).isTrue();
    }

    @Test
    void of_the_discharge_leaves_the_journey_ended() {
        var wrong = history.discharged("2026-02-01T09:00", DROPPED_OUT).last();
        var journey = history.correcting("2026-02-02T09:00", wrong)
                .discharged("2026-02-01T09:00", COMPLETED)
                .folded();

        assertThat(journey.open()).isFalse();
        assertThat(journey.discharge().orElseThrow().reason()).isEqualTo(COMPLETED);
    }

    @Test
    void of_a_return_to_use_moves_it() {
        var wrong = history.relapsed("2026-01-10T20:00").last();
        var journey = history.correcting("2026-01-12T09:00", wrong)
                .relapsed("2026-01-11T20:00")
                .folded();

        assertThat(journey.relapses().map(relapse -> relapse.occurred().at()))
                .containsExactly(history.instant("2026-01-11T20:00"));
    }

    @Test
    void into_another_kind_of_entry_counts_as_that_kind() {
        var wrong = history.attended("2026-01-07T18:00", 180).last();
        var journey = history.correcting("2026-01-08T09:00", wrong)
                .missed("2026-01-07T18:00", 180)
                .folded();

        assertThat(journey.attendances()).isEmpty();
        assertThat(journey.absences()).hasSize(1);
    }

    @Test
    void of_the_discharge_by_voiding_alone_opens_the_journey_again() {
        var wrong = history.discharged("2026-02-01T09:00", DROPPED_OUT).last();

        assertThat(history.voided("2026-02-02T09:00", wrong, VoidReason.WRONG_PATIENT)
                        .folded()
                        .open())
                .isTrue();
    }
}
