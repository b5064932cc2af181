package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.correct;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Riverside.voiding;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.VoidReason;

/** What was corrected was wrong again. */
class CorrectingACorrectionTest {
    private final Situation corrected =
            given(enrol(), attend(2, "2026-03-02T10:00"), correct(2, attend(3, "2026-03-03T10:00")));

    @Test
    void grows_the_chain_at_its_end() {
        var right = corrected.then(SessionAttended.class, correct(3, attend(4, "2026-03-04T10:00")));

        assertThat(right.corrects()).isEqualTo(entry(3));
    }

    @Test
    void is_refused_in_the_middle_of_the_chain() {
        corrected.refuses(correct(2, attend(4, "2026-03-04T10:00")), Rule.ALREADY_WITHDRAWN);
        corrected.refuses(voiding(2, VoidReason.DUPLICATE), Rule.ALREADY_WITHDRAWN);
    }

    @Test
    void never_makes_a_circle() {
        corrected.refuses(correct(3, attend(2, "2026-03-02T10:00")), Rule.ENTRY_EXISTS);
    }

    @Test
    void frees_the_session_that_was_wrong() {
        corrected.accepts(attend(4, "2026-03-02T10:00"));
        corrected.refuses(attend(4, "2026-03-03T10:00"), Rule.ALREADY_RECORDED);
    }

    @Test
    void may_end_with_nothing() {
        var nothing = corrected.and(voiding(3, VoidReason.RECORDED_IN_ERROR)).journey();

        assertThat(nothing.attendances()).isEmpty();
        assertThat(nothing.asCorrected(entry(2))).isEmpty();
    }

    @Test
    void leads_from_the_first_entry_to_the_one_that_counts() {
        var journey = corrected.and(correct(3, attend(4, "2026-03-04T10:00"))).journey();

        assertThat(journey.asCorrected(entry(2)).map(JourneyEntry::entryId)).contains(entry(4));
    }
}
