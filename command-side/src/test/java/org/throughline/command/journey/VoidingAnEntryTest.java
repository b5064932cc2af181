package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.JOURNEY;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.discharge;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Riverside.relapse;
import static org.throughline.command.journey.Riverside.voiding;
import static org.throughline.command.journey.Situation.conflict;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.RetractionReason;
import org.throughline.events.VoidReason;

/** An entry should not be there at all. */
class VoidingAnEntryTest {
    private final Situation attended = given(enrol(), attend(2, "2026-03-02T10:00"));

    @Test
    void lets_it_count_no_more() {
        assertThat(attended.and(voiding(2, VoidReason.RECORDED_IN_ERROR))
                        .journey()
                        .attendances())
                .isEmpty();
    }

    @Test
    void happens_once() {
        attended.and(voiding(2, VoidReason.RECORDED_IN_ERROR))
                .refuses(voiding(2, VoidReason.RECORDED_IN_ERROR), Rule.ALREADY_WITHDRAWN);
    }

    @Test
    void is_no_correction() {
        attended.refuses(voiding(2, VoidReason.CORRECTED), Rule.INVALID, "reason");
    }

    @Test
    void leaves_no_entry_without_an_admission() {
        attended.refusesNaming(voiding(1, VoidReason.WRONG_PATIENT), conflict(2, Rule.WITHOUT_ENROLMENT));
    }

    @Test
    void ends_a_journey_on_which_nothing_else_counts() {
        var nothing = attended.and(voiding(2, VoidReason.WRONG_PATIENT), voiding(1, VoidReason.WRONG_PATIENT));

        assertThat(nothing.journey().open()).isFalse();
        nothing.refuses(enrol(entry(3), "2026-02-02T09:00"), Rule.JOURNEY_VOID);
        nothing.refuses(attend(4, "2026-03-02T10:00"), Rule.JOURNEY_NOT_FOUND);
    }

    @Test
    void lets_a_wrong_patients_entry_be_recorded_on_the_right_journey() {
        var here = attended.and(voiding(2, VoidReason.WRONG_PATIENT));
        var there = given(enrol()).then(SessionAttended.class, attend(3, "2026-03-02T10:00"));

        assertThat(here.journey().effective()).doesNotContainKey(entry(2));
        assertThat(there.corrects()).isNull();
    }

    @Test
    void does_not_end_a_discharge() {
        attended.and(discharge(3, "2026-03-03T12:00", "2026-03-02"))
                .refuses(voiding(3, VoidReason.RECORDED_IN_ERROR), Rule.DISCHARGE_IS_RESCINDED);
    }

    @Test
    void does_for_a_return_to_use_what_a_retraction_does() {
        var retract = new RetractRelapse(JOURNEY, NOW, entry(3), RetractionReason.NOT_CONFIRMED, null);
        var reported = attended.and(relapse(3, "2026-03-01T20:00"));

        reported.accepts(voiding(3, VoidReason.DUPLICATE));
        assertThat(reported.and(retract).journey().relapses()).isEmpty();
        reported.refuses(retract, Rule.ALREADY_WITHDRAWN);
    }

    @Test
    void retracts_nothing_that_is_no_return_to_use() {
        attended.refuses(
                new RetractRelapse(JOURNEY, NOW, entry(2), RetractionReason.NOT_CONFIRMED, null),
                Rule.ENTRY_NOT_FOUND,
                "entry");
    }
}
