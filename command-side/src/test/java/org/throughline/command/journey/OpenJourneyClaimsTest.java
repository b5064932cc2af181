package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.ID;
import static org.throughline.command.journey.Riverside.JOURNEY;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.PATIENT;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.correct;
import static org.throughline.command.journey.Riverside.discharge;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Riverside.voiding;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.events.RescindReason;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Journey;

/** Events take and release the claim on the one open journey. */
class OpenJourneyClaimsTest {
    private static final OpenJourneyClaims.Claimed CLAIM = new OpenJourneyClaims.Claimed(PATIENT, ID);

    private final Situation open = given(enrol());
    private final Situation ended = given(enrol(), discharge(2, "2026-03-03T12:00", "2026-03-02"));

    @Test
    void an_enrolment_takes_it() {
        assertThat(change(given(), enrol()).taken()).contains(CLAIM);
        assertThat(change(given(), enrol()).released()).isEmpty();
    }

    @Test
    void a_discharge_releases_it() {
        assertThat(change(open, discharge(2, "2026-03-03T12:00", "2026-03-02")).released())
                .contains(CLAIM);
    }

    @Test
    void a_rescission_takes_it_again() {
        assertThat(change(ended, new RescindDischarge(JOURNEY, NOW, RescindReason.RECORDED_IN_ERROR, null))
                        .taken())
                .contains(CLAIM);
    }

    @Test
    void voiding_the_enrolment_releases_it() {
        assertThat(change(open, voiding(1, VoidReason.WRONG_PATIENT)).released())
                .contains(CLAIM);
    }

    @Test
    void corrections_leave_it() {
        var none = change(open, attend(2, "2026-03-02T10:00"));

        assertThat(change(open, correct(1, enrol(entry(3), "2026-02-03T09:00"))))
                .isEqualTo(none);
        assertThat(change(ended, correct(2, discharge(3, "2026-03-02T12:00", "2026-03-02"))))
                .isEqualTo(none);
        assertThat(change(ended, correct(1, enrol(entry(3), "2026-02-03T09:00"))))
                .isEqualTo(none);
    }

    @Test
    void a_whole_history_rebuilds_it() {
        assertThat(OpenJourneyClaims.between(Journey.UNENROLLED, open.journey()).taken())
                .contains(CLAIM);
        assertThat(OpenJourneyClaims.between(Journey.UNENROLLED, ended.journey())
                        .taken())
                .isEmpty();
    }

    private static OpenJourneyClaims.Change change(Situation before, JourneyCommand command) {
        return OpenJourneyClaims.between(before.journey(), before.journey().after(before.decide(command)));
    }
}
