package org.throughline.command.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.Samples.ADA;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.NOW;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.command.Samples;
import org.throughline.command.Shell;
import org.throughline.command.TestSide;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Attempt;
import org.throughline.command.submission.Refused;
import org.throughline.events.ErasureBasis;
import org.throughline.events.PatientId;
import org.throughline.events.folds.Patient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatientAggregateTest {
    private final TestSide side = new TestSide();
    private final PatientId patient = Samples.newPatient();

    @BeforeAll
    void open_a_program() {
        Samples.openProgram(side.desk());
    }

    @AfterAll
    void close() {
        side.close();
    }

    private FixtureConfiguration<PatientAggregate> fixture() {
        return Shell.of(PatientAggregate.class, PatientWiring.wiring(side.streams(), side.destruction()));
    }

    private PatientFacts facts() {
        return new PatientFacts(side.streams().read(Samples.PROGRAM.value()).program(Samples.PROGRAM), List.of());
    }

    private static Map<String, Attempt> by(Actor actor, PatientCommand command) {
        return Shell.by(actor, command, command.patientId().value());
    }

    @Test
    void has_a_line_for_every_command() {
        assertThat(Shell.handledBy(PatientAggregate.class)).isEqualTo(Shell.commands(PatientCommand.class));
    }

    @Test
    void applies_what_the_rules_decide() {
        var register = Samples.register(patient);

        fixture()
                .givenNoPriorActivity()
                .when(register, by(KIM, register))
                .expectEvents(
                        PatientRules.decide(Patient.UNKNOWN, facts(), register).toArray());
    }

    @Test
    void remembers_what_happened() {
        var registered = PatientRules.decide(Patient.UNKNOWN, facts(), Samples.register(patient))
                .getFirst();
        var erase = new ErasePersonalData(patient, NOW, new UUID(1, 2), ErasureBasis.PATIENT_REQUEST);

        fixture()
                .given(Shell.recorded(KIM, registered))
                .when(erase, by(ADA, erase))
                .expectEvents(PatientRules.decide(Patient.evolve(Patient.UNKNOWN, registered), facts(), erase)
                        .toArray());
    }

    @Test
    void asks_for_permission() {
        var erase = new ErasePersonalData(patient, NOW, new UUID(1, 2), ErasureBasis.PATIENT_REQUEST);

        fixture()
                .givenNoPriorActivity()
                .when(erase, by(KIM, erase))
                .expectNoEvents()
                .expectException(Refused.class);
    }
}
