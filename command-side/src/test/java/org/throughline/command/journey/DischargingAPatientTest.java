package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.discharge;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Situation.conflict;
import static org.throughline.command.journey.Situation.given;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.submission.Rule;

/** A journey ends. */
class DischargingAPatientTest {
    private final Situation treated = given(enrol(), attend(2, "2026-03-02T10:00"));

    @Test
    void needs_the_last_contact_on_the_day_of_discharge_or_before() {
        treated.accepts(discharge(3, "2026-03-03T12:00", "2026-03-03"));
        treated.refuses(
                discharge(3, "2026-03-03T12:00", "2026-03-04"), Rule.DISCHARGE_BEFORE_LAST_CONTACT, "lastContact");
    }

    @Test
    void counts_the_day_of_discharge_in_the_time_zone_of_the_program() {
        treated.accepts(discharge(3, "2026-03-03T23:59", "2026-03-03"));
    }

    @Test
    void needs_the_last_contact_on_the_day_of_admission_or_after() {
        given(enrol()).accepts(discharge(3, "2026-03-03T12:00", "2026-02-02"));
        given(enrol()).refuses(discharge(3, "2026-03-03T12:00", "2026-02-01"), Rule.BEFORE_ADMISSION, "lastContact");
    }

    @Test
    void needs_the_last_contact_on_the_day_of_the_last_session_attended_or_after() {
        treated.accepts(discharge(3, "2026-03-03T12:00", "2026-03-02"));
        var refused = treated.refuses(discharge(3, "2026-03-03T12:00", "2026-03-01"), Rule.AFTER_LAST_CONTACT);

        assertThat(refused.field()).isEqualTo("lastContact");
        assertThat(refused.conflicts()).containsExactly(conflict(2, Rule.AFTER_LAST_CONTACT));
    }

    @Test
    void stands_against_an_attendance_after_its_last_contact() {
        given(enrol(), discharge(2, "2026-03-03T12:00", "2026-03-01"))
                .refusesNaming(attend(3, "2026-03-02T10:00"), conflict(2, Rule.AFTER_LAST_CONTACT));
    }

    @Test
    void is_not_before_a_session_attended() {
        treated.accepts(discharge(3, "2026-03-02T10:00", "2026-03-02"));
        treated.refusesNaming(discharge(3, "2026-03-02T09:59", "2026-03-02"), conflict(2, Rule.AFTER_DISCHARGE));
    }

    @Test
    void is_not_before_the_admission() {
        given(enrol()).accepts(discharge(2, "2026-02-02T09:00", "2026-02-02"));
        given(enrol()).refuses(discharge(2, "2026-02-02T08:59", "2026-02-02"), Rule.BEFORE_ADMISSION, "occurredAt");
    }

    @Test
    void is_not_in_the_future() {
        treated.refuses(discharge(3, "2026-03-04T12:01", "2026-03-04"), Rule.IN_THE_FUTURE, "occurredAt");
    }

    @Test
    void happens_once() {
        treated.and(discharge(3, "2026-03-03T12:00", "2026-03-02"))
                .refuses(discharge(4, "2026-03-03T13:00", "2026-03-02"), Rule.ALREADY_DISCHARGED);
    }

    @Test
    void is_never_in_the_year_0() {
        treated.refuses(discharge(3, "2026-03-03T12:00", "0000-01-01"), Rule.BEFORE_ADMISSION, "lastContact");
        treated.refuses(discharge(3, "0000-01-01T12:00", "2026-03-02"), Rule.INVALID, "occurredAt");
    }

    @Test
    void asks_only_for_what_teds_asks_again() {
        var c = discharge(3, "2026-03-03T12:00", "2026-03-02");
        var teds = new TreeMap<>(Map.of("PSOURCE", 1));

        treated.refuses(
                new Discharge(
                        c.journeyId(),
                        c.entryId(),
                        NOW,
                        c.occurred(),
                        null,
                        c.reason(),
                        c.lastContact(),
                        teds,
                        null,
                        c.late()),
                Rule.UNKNOWN_CODE,
                "teds.PSOURCE");
    }
}
