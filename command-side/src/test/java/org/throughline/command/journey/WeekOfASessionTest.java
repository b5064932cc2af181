package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.adopted;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.program;
import static org.throughline.command.journey.Situation.given;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.ProgramPolicy;

/** A session falls into a week of the program. */
class WeekOfASessionTest {
    @Test
    void ends_at_midnight_where_the_program_is() {
        assertThat(week("2026-03-01T23:59")).isEqualTo("2026-02-23");
        assertThat(week("2026-03-02T00:00")).isEqualTo("2026-03-02");
    }

    @Test
    void ends_at_midnight_though_the_night_has_one_hour_less() {
        assertThat(week("2025-03-09T23:59")).isEqualTo("2025-03-03");
        assertThat(week("2025-03-10T00:00")).isEqualTo("2025-03-10");
    }

    @Test
    void ends_at_midnight_though_the_night_has_one_hour_more() {
        assertThat(week("2025-11-02T23:59")).isEqualTo("2025-10-27");
        assertThat(week("2025-11-03T00:00")).isEqualTo("2025-11-03");
    }

    @Test
    void contains_a_leap_day() {
        assertThat(week("2024-02-29T10:00")).isEqualTo("2024-02-26");
        assertThat(week("2024-03-03T23:59")).isEqualTo("2024-02-26");
    }

    @Test
    void begins_on_the_day_of_the_policy_in_force() {
        var sundays = new ProgramPolicy(DayOfWeek.SUNDAY, 540, 60, 180, 360, 24, 14, 3, 30, 6);
        var changed = program(adopted(1, "2020-01-01", ProgramPolicy.ADULT), adopted(2, "2026-03-01", sundays));

        var attended = given(enrol()).in(changed).then(SessionAttended.class, attend(2, "2026-03-03T10:00"));

        assertThat(attended.policyVersion()).isEqualTo(2);
        assertThat(attended.week())
                .isEqualTo(changed.weekOf(LocalDate.parse("2026-03-03")).orElseThrow());
    }

    private static String week(String session) {
        return given(enrol("2024-02-29T09:00"))
                .then(SessionAttended.class, attend(2, session))
                .week()
                .toString();
    }
}
