package org.throughline.command.journey;

import static org.throughline.command.journey.Riverside.JOURNEY;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.discharge;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.followUp;
import static org.throughline.command.journey.Riverside.relapse;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.submission.Rule;
import org.throughline.events.RescindReason;

/** The journey has ended, and things are still learned. */
class AfterTheDischargeTest {
    private final Situation ended = given(enrol(), discharge(2, "2026-02-27T12:00", "2026-02-27"));

    @Test
    void a_session_of_earlier_days_is_recorded_late() {
        ended.accepts(attend(3, "2026-02-26T10:00"));
    }

    @Test
    void a_session_that_began_in_the_minute_of_discharge_still_counts() {
        ended.accepts(attend(3, "2026-02-27T12:00"));
        ended.refuses(attend(3, "2026-02-27T12:01"), Rule.AFTER_DISCHARGE, "sessionId");
    }

    @Test
    void a_return_to_use_is_learned_of_any_day_from_admission_on() {
        ended.accepts(relapse(3, "2026-02-02T00:00"));
        ended.accepts(relapse(3, "2026-03-03T20:00"));
        ended.refuses(relapse(3, "2026-02-01T23:59"), Rule.BEFORE_ADMISSION, "occurredAt");
    }

    @Test
    void somebody_asks_how_the_patient_is() {
        ended.accepts(followUp(3, "2026-03-03T20:00", null));
        ended.refuses(followUp(3, "2026-03-04T12:01", null), Rule.IN_THE_FUTURE, "occurredAt");
    }

    @Test
    void a_moment_that_is_assumed_counts_by_its_day() {
        var c = discharge(2, "2026-02-27T00:00", "2026-02-27");
        var assumed = new Discharge(
                c.journeyId(),
                c.entryId(),
                NOW,
                c.occurred(),
                Precision.ASSUMED,
                c.reason(),
                c.lastContact(),
                c.teds(),
                null,
                c.late());

        given(enrol(), assumed).accepts(attend(3, "2026-02-27T10:00"));
        given(enrol(), assumed).refuses(attend(3, "2026-02-28T00:00"), Rule.AFTER_DISCHARGE, "sessionId");
    }

    @Test
    void a_rescission_lets_sessions_be_recorded_again() {
        ended.and(rescind()).accepts(attend(3, "2026-03-02T10:00"));
    }

    @Test
    void a_rescission_lets_the_patient_be_discharged_again() {
        ended.and(rescind()).accepts(discharge(3, "2026-03-02T12:00", "2026-03-02"));
    }

    @Test
    void only_a_discharge_is_rescinded_and_only_once() {
        given(enrol()).refuses(rescind(), Rule.NOT_DISCHARGED);
        ended.and(rescind()).refuses(rescind(), Rule.NOT_DISCHARGED);
    }

    private static RescindDischarge rescind() {
        return new RescindDischarge(JOURNEY, NOW, RescindReason.PATIENT_RETURNED, null);
    }
}
