package org.throughline.command.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.NOW;

import java.util.List;
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
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Attempt;
import org.throughline.command.submission.Refused;
import org.throughline.events.CancellationReason;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Session;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionAggregateTest {
    private final TestSide side = new TestSide();
    private final SessionId session = new SessionId(UuidV7Identifiers.next());

    @BeforeAll
    void open_a_facts() {
        Samples.openProgram(side.desk());
    }

    @AfterAll
    void close() {
        side.close();
    }

    private FixtureConfiguration<SessionAggregate> fixture() {
        return Shell.of(SessionAggregate.class, SessionWiring.wiring(side.streams()));
    }

    private SessionFacts facts() {
        return new SessionFacts(side.streams().read(Samples.PROGRAM.value()).program(Samples.PROGRAM), List.of());
    }

    private static Map<String, Attempt> by(Actor actor, SessionCommand command) {
        return Shell.by(actor, command, command.sessionId().value());
    }

    @Test
    void has_a_line_for_every_command() {
        assertThat(Shell.handledBy(SessionAggregate.class)).isEqualTo(Shell.commands(SessionCommand.class));
    }

    @Test
    void applies_what_the_rules_decide() {
        var schedule = Samples.schedule(session);

        fixture()
                .givenNoPriorActivity()
                .when(schedule, by(KIM, schedule))
                .expectEvents(SessionRules.decide(Session.UNPLANNED, facts(), schedule)
                        .toArray());
    }

    @Test
    void remembers_what_happened() {
        var scheduled = SessionRules.decide(Session.UNPLANNED, facts(), Samples.schedule(session))
                .getFirst();
        var cancel = new CancelSession(session, NOW, CancellationReason.WEATHER);

        fixture()
                .given(Shell.recorded(KIM, scheduled))
                .when(cancel, by(KIM, cancel))
                .expectEvents(SessionRules.decide(Session.evolve(Session.UNPLANNED, scheduled), facts(), cancel)
                        .toArray());
    }

    @Test
    void asks_for_permission() {
        var schedule = Samples.schedule(session);
        var stranger = new Actor("zoe", KIM.roles(), Set.of());

        fixture()
                .givenNoPriorActivity()
                .when(schedule, by(stranger, schedule))
                .expectNoEvents()
                .expectException(Refused.class);
    }
}
