package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.relapse;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.submission.Rule;

/** A return to use is reported. */
class ReportingAReturnToUseTest {
    @Test
    void may_have_happened_on_the_day_of_admission_a_leap_day() {
        given(enrol("2024-02-29T09:00")).accepts(relapse(2, "2024-02-29T00:00"));
        given(enrol("2024-02-29T09:00")).refuses(relapse(2, "2024-02-28T23:59"), Rule.BEFORE_ADMISSION, "occurredAt");
    }

    @Test
    void is_not_in_the_future() {
        given(enrol()).refuses(relapse(2, "2026-03-04T12:00:01"), Rule.IN_THE_FUTURE, "occurredAt");
    }

    @Test
    void happens_before_the_first_policy_only_before_the_admission() {
        given(enrol("2020-01-01T09:00")).refuses(relapse(2, "2019-12-31T10:00"), Rule.BEFORE_ADMISSION, "occurredAt");
    }

    @Test
    void names_a_substance_that_there_is() {
        given(enrol()).accepts(of(19));
        given(enrol()).refuses(of(1), Rule.UNKNOWN_CODE, "substance");
        given(enrol()).refuses(of(20), Rule.UNKNOWN_CODE, "substance");
    }

    @Test
    void never_discharges() {
        assertThat(given(enrol(), relapse(2, "2026-03-01T20:00")).journey().open())
                .isTrue();
    }

    private static ReportRelapse of(int substance) {
        var c = relapse(2, "2026-03-01T20:00");
        return new ReportRelapse(
                c.journeyId(), c.entryId(), NOW, c.occurred(), c.source(), substance, null, null, c.late());
    }
}
