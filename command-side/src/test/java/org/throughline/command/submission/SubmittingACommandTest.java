package org.throughline.command.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.NOW;
import static org.throughline.command.Samples.by;

import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PersonName;
import org.throughline.events.Role;
import org.throughline.events.Source;
import org.throughline.events.storage.StoredEvent;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmittingACommandTest {
    private final TestSide side = new TestSide();
    private final CommandDesk desk = side.desk();

    @BeforeAll
    void open_a_program() {
        Samples.openProgram(desk);
    }

    @AfterAll
    void close() {
        side.close();
    }

    @Test
    void records_what_it_causes_and_says_where() {
        var patient = Samples.newPatient();
        var before = side.log().head();

        var receipt = desk.submit(by(KIM, Samples.register(patient)));

        assertThat(receipt).isEqualTo(new Receipt(patient.value(), null, 1, before + 1, before + 1, false));
        assertThat(side.log().stream(patient.value(), 0))
                .extracting(StoredEvent::name, StoredEvent::position, StoredEvent::recorded)
                .containsExactly(tuple("patient.registered", before + 1, NOW));
    }

    @Test
    void records_who_asked_for_it_and_how() {
        var patient = Samples.newPatient();
        var submission = by(KIM, Samples.register(patient));

        desk.submit(submission);

        var entry = side.codec().metadata(side.log().stream(patient.value(), 0).getFirst());
        assertThat(entry.actor()).isEqualTo("kim");
        assertThat(entry.role()).isEqualTo(Role.CLINICIAN);
        assertThat(entry.source()).isEqualTo(Source.API);
        assertThat(entry.correlation()).isEqualTo(submission.correlation());
        assertThat(entry.key()).isNull();
    }

    @Test
    void seals_personal_data_for_those_who_may_know_it() {
        var patient = Samples.newPatient();
        desk.submit(by(KIM, Samples.register(patient)));

        var stored = side.log().stream(patient.value(), 0).getFirst();

        assertThat(stored.payload() + stored.metadata()).doesNotContain("Featherstonehaugh", "1990");
        assertThat(((PatientRegistered) side.codec().open(stored, side.keys()))
                        .name()
                        .ifKnown())
                .contains(new PersonName("Rosalind", "Featherstonehaugh"));
    }

    @Test
    void records_all_events_of_a_command_in_one_append() {
        var journey = Samples.enrolled(desk);
        var wrong = Samples.followUp(journey, null);
        desk.submit(by(KIM, wrong));

        var right = Samples.followUp(journey, "reached by telephone");
        var receipt = desk.submit(by(KIM, Samples.correct(journey, wrong.entryId(), right)));

        assertThat(receipt.entry()).isEqualTo(right.entryId());
        assertThat(receipt.version()).isEqualTo(4);
        assertThat(receipt.lastPosition()).isEqualTo(receipt.firstPosition() + 1);
        assertThat(side.log().stream(journey.value(), 2))
                .extracting(StoredEvent::name)
                .containsExactly("journey.entry-voided", "journey.follow-up-recorded");
    }

    @Test
    void leaves_nothing_behind_when_it_is_refused() {
        var before = side.log().head();
        var stranger = new Actor("zoe", Set.of(Role.CLINICIAN), Set.of());

        assertThatThrownBy(() -> desk.submit(by(stranger, Samples.register(Samples.newPatient()))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(Rule.OTHER_PROGRAM));
        assertThatThrownBy(() -> desk.submit(by(KIM, Samples.followUp(Samples.newJourney(), null))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(Rule.JOURNEY_NOT_FOUND));

        assertThat(side.log().head()).isEqualTo(before);
    }

    @Test
    void lets_only_the_author_or_a_supervisor_correct() {
        var journey = Samples.enrolled(desk);
        var wrong = Samples.followUp(journey, null);
        desk.submit(by(KIM, wrong));
        var correction = Samples.correct(journey, wrong.entryId(), Samples.followUp(journey, null));

        assertThatThrownBy(() -> desk.submit(by(Samples.LEE, correction)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(Rule.NOT_THE_AUTHOR));
        assertThat(desk.submit(by(Samples.SAM, correction)).version()).isEqualTo(4);
    }

    @Test
    void takes_facts_from_the_session_that_it_names() {
        var journey = Samples.enrolled(desk);
        var session = Samples.scheduled(desk);

        assertThat(desk.submit(by(KIM, Samples.attend(journey, session, 100))).version())
                .isEqualTo(2);
        var other = Samples.enrolled(desk);
        var tooMuch = new RecordAttendance(other, Samples.newEntry(), NOW, session, 130, 121, null, null, null, null);
        assertThatThrownBy(() -> desk.submit(by(KIM, tooMuch)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(Rule.CREDITED_TOO_MUCH));
    }

    @Test
    void finds_nothing_by_an_id_of_another_kind() {
        var patient = Samples.newPatient();
        desk.submit(by(KIM, Samples.register(patient)));
        var journey = new JourneyId(patient.value());

        assertThatThrownBy(() -> desk.submit(by(KIM, Samples.followUp(journey, null))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(Rule.JOURNEY_NOT_FOUND));
    }

    @Test
    void knows_only_commands() {
        assertThatThrownBy(() -> desk.submit(by(KIM, "hello"))).isInstanceOf(IllegalArgumentException.class);
    }
}
