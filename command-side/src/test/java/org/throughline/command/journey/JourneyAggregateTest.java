package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.LEE;
import static org.throughline.command.Samples.by;

import java.util.Map;
import java.util.Set;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.command.Samples;
import org.throughline.command.Shell;
import org.throughline.command.TestSide;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Attempt;
import org.throughline.command.submission.Refused;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.folds.Journey;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyAggregateTest {
    private final TestSide side = new TestSide();
    private final JourneyFactsLoader loader = new JourneyFactsLoader(side.streams());
    private final PatientId patient = Samples.newPatient();
    private final JourneyId journey = Samples.newJourney();
    private final Enrol enrol = Samples.enrol(journey, patient);

    @BeforeAll
    void register_a_patient() {
        Samples.openProgram(side.desk());
        side.desk().submit(by(KIM, Samples.register(patient)));
    }

    @AfterAll
    void close() {
        side.close();
    }

    private FixtureConfiguration<JourneyAggregate> fixture() {
        return Shell.of(JourneyAggregate.class, JourneyWiring.wiring(side.streams()));
    }

    private Object[] decided(Journey state, Map<EntryId, String> authors, JourneyCommand command) {
        return JourneyRules.decide(state, loader.load(state, authors, command), command)
                .toArray();
    }

    private JourneyEvent enrolled() {
        return (JourneyEvent) decided(Journey.UNENROLLED, Map.of(), enrol)[0];
    }

    private static Map<String, Attempt> with(Actor actor, JourneyCommand command) {
        return Shell.by(actor, command, command.journeyId().value());
    }

    @Test
    void has_a_line_for_every_command() {
        assertThat(Shell.handledBy(JourneyAggregate.class)).isEqualTo(Shell.commands(JourneyCommand.class));
    }

    @Test
    void applies_what_the_rules_decide() {
        fixture().givenNoPriorActivity().when(enrol, with(KIM, enrol)).expectEvents(enrolled());
    }

    @Test
    void remembers_what_happened() {
        var discharge = Samples.discharge(journey);
        var state = Journey.evolve(Journey.UNENROLLED, enrolled());

        fixture()
                .given(Shell.recorded(KIM, enrolled()))
                .when(discharge, with(LEE, discharge))
                .expectEvents(decided(state, Map.of(), discharge));
    }

    @Test
    void remembers_who_recorded_what() {
        var correction = Samples.correct(journey, enrol.entryId(), Samples.enrol(journey, patient));

        fixture()
                .given(Shell.recorded(KIM, enrolled()))
                .when(correction, with(LEE, correction))
                .expectNoEvents()
                .expectException(Refused.class);
        fixture()
                .given(Shell.recorded(LEE, enrolled()))
                .when(correction, with(LEE, correction))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void asks_for_permission() {
        var stranger = new Actor("zoe", KIM.roles(), Set.of());

        fixture()
                .givenNoPriorActivity()
                .when(enrol, with(stranger, enrol))
                .expectNoEvents()
                .expectException(Refused.class);
    }
}
