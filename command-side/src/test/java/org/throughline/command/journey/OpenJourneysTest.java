package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.SAM;
import static org.throughline.command.Samples.by;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.command.record.Claim.Kind;
import org.throughline.command.record.HeldClaim;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;

class OpenJourneysTest {
    private final TestSide side = new TestSide();
    private final CommandDesk desk = side.desk();
    private final PatientId patient = Samples.newPatient();
    private final JourneyId journey = Samples.newJourney();

    @BeforeEach
    void enrol_a_patient() {
        Samples.openProgram(desk);
        desk.submit(by(KIM, Samples.register(patient)));
        desk.submit(by(KIM, Samples.enrol(journey, patient)));
    }

    @AfterEach
    void close() {
        side.close();
    }

    private List<HeldClaim> open() {
        return side.log().claims(Kind.OPEN_JOURNEY);
    }

    private void assertAlreadyEnrolled(Object command) {
        assertThatThrownBy(() -> desk.submit(by(SAM, command)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(Rule.ALREADY_ENROLLED));
    }

    @Test
    void are_one_for_each_patient_in_a_program() {
        assertAlreadyEnrolled(Samples.enrol(Samples.newJourney(), patient));

        assertThat(open())
                .singleElement()
                .satisfies(held -> assertThat(held.claim().answer()).isEqualTo(journey.toString()));
    }

    @Test
    void end_with_the_discharge_and_open_again_with_its_rescission() {
        desk.submit(by(KIM, Samples.discharge(journey)));
        assertThat(open()).isEmpty();

        desk.submit(by(SAM, Samples.rescind(journey)));
        assertThat(open()).hasSize(1);
    }

    @Test
    void are_found_again_in_the_history() {
        var other = Samples.enrolled(desk);
        var third = Samples.enrolled(desk);
        var ended = Samples.discharge(other);
        desk.submit(by(KIM, ended));
        desk.submit(by(KIM, Samples.correct(other, ended.entryId(), Samples.discharge(other))));
        desk.submit(by(KIM, Samples.discharge(third)));
        desk.submit(by(SAM, Samples.rescind(third)));
        desk.submit(by(KIM, Samples.followUp(journey, null)).under("a key", "a hash"));
        var live = open();
        var keys = side.log().claims(Kind.IDEMPOTENCY);

        side.log().replaceClaims(Kind.OPEN_JOURNEY, List.of(), side.log().head());
        assertThat(open()).isEmpty();
        var count = OpenJourneys.rebuild(side.log(), side.codec());

        assertThat(count).isEqualTo(2);
        assertThat(open()).hasSize(2).containsExactlyInAnyOrderElementsOf(live);
        assertThat(side.log().claims(Kind.IDEMPOTENCY)).hasSize(1).isEqualTo(keys);
    }

    @Test
    void are_not_replaced_when_something_happened_meanwhile() {
        var live = open();

        assertThat(side.log()
                        .replaceClaims(Kind.OPEN_JOURNEY, List.of(), side.log().head() - 1))
                .isFalse();

        assertThat(open()).isEqualTo(live);
    }
}
