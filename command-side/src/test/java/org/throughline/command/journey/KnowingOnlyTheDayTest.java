package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.JOURNEY;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.at;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.correct;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Situation.given;

import java.time.LocalDate;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.submission.Rule;
import org.throughline.events.DischargeReason;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.LateReason;

/** Something is recorded of which the day is known, but not the time of day. */
class KnowingOnlyTheDayTest {
    @Test
    void is_noted_with_the_entry() {
        var left = given(enrol()).then(Discharged.class, left(2, "2026-03-03T12:00", Precision.DAY));

        assertThat(left.occurred().dayOnly()).isTrue();
        assertThat(left.occurred().assumed()).isFalse();
        assertThat(given(enrol())
                        .then(Discharged.class, left(2, "2026-03-03T12:00", null))
                        .occurred()
                        .dayOnly())
                .isFalse();
    }

    @Test
    void compares_by_the_day() {
        var left = given(enrol(), left(2, "2026-03-03T09:00", Precision.DAY));

        left.accepts(attend(3, "2026-03-03T10:00"));
        left.refuses(attend(3, "2026-03-04T10:00"), Rule.AFTER_DISCHARGE, "sessionId");
    }

    @Test
    void may_name_a_later_hour_of_today_but_no_later_day() {
        given(enrol()).accepts(left(2, "2026-03-04T23:00", Precision.DAY));
        given(enrol()).refuses(left(2, "2026-03-05T00:00", Precision.DAY), Rule.IN_THE_FUTURE, "occurredAt");
        given(enrol()).refuses(left(2, "2026-03-04T23:00", null), Rule.IN_THE_FUTURE, "occurredAt");
    }

    @Test
    void is_not_forgotten_when_something_else_is_corrected() {
        var assumed = given(enrol(), left(2, "2026-03-03T12:00", Precision.ASSUMED));

        assertThat(assumed.then(Discharged.class, correct(2, left(3, "2026-03-03T12:00", null)))
                        .occurred()
                        .assumed())
                .isTrue();
        assertThat(assumed.then(Discharged.class, correct(2, left(3, "2026-03-03T12:00", Precision.MOMENT)))
                        .occurred()
                        .assumed())
                .isFalse();
        assertThat(assumed.then(Discharged.class, correct(2, left(3, "2026-03-02T16:30", null)))
                        .occurred()
                        .assumed())
                .isFalse();
    }

    private static Discharge left(int number, String occurred, @Nullable Precision precision) {
        return new Discharge(
                JOURNEY,
                entry(number),
                NOW,
                at(occurred),
                precision,
                DischargeReason.COMPLETED,
                LocalDate.parse(occurred.substring(0, 10)),
                new TreeMap<>(),
                null,
                LateReason.DOCUMENTATION_DELAYED);
    }
}
