package org.throughline.command.journey;

import static org.throughline.command.journey.Riverside.ID;
import static org.throughline.command.journey.Riverside.JOURNEY;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Riverside.followUp;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.command.submission.Rule;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Patient;

/** The personal data of the patient is destroyed. */
class AfterAnErasureTest {
    private final Situation erased = given(enrol()).of(new Patient(ID, true));

    @Test
    void codes_are_still_recorded() {
        erased.accepts(followUp(2, "2026-03-03T09:00", null));
        erased.accepts(attend(2, "2026-03-02T10:00"));
    }

    @Test
    void nobody_is_admitted_under_the_registration() {
        given().of(new Patient(ID, true)).refuses(enrol(), Rule.PATIENT_ERASED, "patientId");
    }

    @Test
    void a_note_is_refused() {
        erased.refuses(followUp(2, "2026-03-03T09:00", "is well"), Rule.PERSONAL_DATA_ERASED, "note");
    }

    @Test
    void a_note_on_a_correction_is_refused() {
        erased.and(attend(2, "2026-03-02T10:00"))
                .refuses(
                        new VoidEntry(JOURNEY, NOW, entry(2), VoidReason.DUPLICATE, "twice"),
                        Rule.PERSONAL_DATA_ERASED,
                        "note");
    }

    @Test
    void an_empty_note_is_none() {
        erased.accepts(followUp(2, "2026-03-03T09:00", " "));
    }
}
