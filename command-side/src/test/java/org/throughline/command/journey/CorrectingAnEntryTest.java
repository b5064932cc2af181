package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.JOURNEY;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.correct;
import static org.throughline.command.journey.Riverside.discharge;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Riverside.followUp;
import static org.throughline.command.journey.Riverside.miss;
import static org.throughline.command.journey.Riverside.relapse;
import static org.throughline.command.journey.Riverside.session;
import static org.throughline.command.journey.Situation.conflict;
import static org.throughline.command.journey.Situation.given;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.VoidReason;

/** An entry was wrong and is replaced by a right one. */
class CorrectingAnEntryTest {
    private final Situation attended = given(enrol(), attend(2, "2026-03-02T10:00"));

    @Test
    void voids_the_wrong_one_and_records_the_right_one_together() {
        var events = attended.decide(correct(2, attend(3, "2026-03-03T10:00")));

        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOfSatisfying(EntryVoided.class, voided -> {
            assertThat(voided.entry()).isEqualTo(entry(2));
            assertThat(voided.reason()).isEqualTo(VoidReason.CORRECTED);
            assertThat(voided.replacedBy()).isEqualTo(entry(3));
        });
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        SessionAttended.class,
                        right -> assertThat(right.corrects()).isEqualTo(entry(2)));
    }

    @Test
    void may_be_about_the_same_session() {
        attended.accepts(correct(2, attend(3, session("2026-03-02T10:00"), 60, null, null)));
    }

    @Test
    void keeps_the_kind() {
        attended.refuses(correct(2, miss(3, "2026-03-02T10:00")), Rule.KIND_OF_ENTRY_CHANGED, "replacement");
    }

    @Test
    void is_judged_like_a_fresh_entry() {
        attended.refuses(correct(2, attend(3, "2026-02-01T10:00")), Rule.BEFORE_ADMISSION, "sessionId");
        attended.and(miss(4, "2026-03-03T10:00"))
                .refuses(correct(2, attend(3, "2026-03-03T10:00")), Rule.ALREADY_RECORDED, "sessionId");
    }

    @Test
    void is_refused_for_what_was_never_recorded() {
        attended.refuses(correct(9, attend(3, "2026-03-03T10:00")), Rule.ENTRY_NOT_FOUND);
    }

    @Test
    void gives_the_right_entry_an_id_of_its_own() {
        attended.refuses(correct(2, attend(2, "2026-03-03T10:00")), Rule.ENTRY_EXISTS);
    }

    @Test
    void of_the_admission_names_every_entry_it_would_leave_outside() {
        attended.and(relapse(3, "2026-02-10T20:00"), followUp(4, "2026-03-03T09:00", null))
                .refusesNaming(
                        correct(1, enrol(entry(5), "2026-03-03T08:00")),
                        conflict(2, Rule.BEFORE_ADMISSION),
                        conflict(3, Rule.BEFORE_ADMISSION));
    }

    @Test
    void of_the_admission_moves_it_where_nothing_stands_against_it() {
        attended.and(correct(1, enrol(entry(5), "2026-03-02T10:00")))
                .refuses(attend(6, "2026-03-02T09:59"), Rule.BEFORE_ADMISSION);
    }

    @Test
    void of_the_admission_keeps_patient_and_program() {
        var c = enrol(entry(5), "2026-02-02T09:00");

        attended.refuses(
                correct(
                        1,
                        new Enrol(
                                c.journeyId(),
                                c.entryId(),
                                NOW,
                                new PatientId(new UUID(2, 2)),
                                c.programId(),
                                c.admitted(),
                                null,
                                null,
                                "kim",
                                c.teds(),
                                List.of(),
                                c.attributes(),
                                null,
                                null,
                                null,
                                c.late())),
                Rule.OTHER_PATIENT,
                "replacement.patientId");
    }

    @Test
    void of_the_discharge_names_every_session_it_would_leave_outside() {
        attended.and(discharge(3, "2026-03-03T12:00", "2026-03-02"))
                .refusesNaming(
                        correct(3, discharge(4, "2026-03-01T12:00", "2026-03-01")), conflict(2, Rule.AFTER_DISCHARGE));
    }

    @Test
    void of_the_discharge_leaves_the_journey_ended() {
        attended.and(
                        discharge(3, "2026-03-03T12:00", "2026-03-02"),
                        correct(3, discharge(4, "2026-03-02T10:00", "2026-03-02")))
                .refuses(attend(5, "2026-03-03T10:00"), Rule.AFTER_DISCHARGE);
    }

    @Test
    void stays_on_its_journey() {
        var c = attend(3, "2026-03-03T10:00");

        attended.refuses(
                correct(
                        2,
                        new RecordAttendance(
                                new JourneyId(new UUID(3, 9)),
                                c.entryId(),
                                NOW,
                                c.sessionId(),
                                60,
                                null,
                                null,
                                null,
                                null,
                                null)),
                Rule.INVALID,
                "replacement.journeyId");
    }

    @Test
    void makes_the_note_personal_data() {
        var voided = (EntryVoided)
                attended.decide(new CorrectEntry(JOURNEY, NOW, entry(2), attend(3, "2026-03-03T10:00"), "wrong day"))
                        .getFirst();

        assertThat(voided.note()).isEqualTo(Personal.known("wrong day"));
    }
}
