package org.throughline.command.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.Samples.ADA;
import static org.throughline.command.Samples.KIM;

import java.util.Map;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.throughline.command.Samples;
import org.throughline.command.Shell;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Attempt;
import org.throughline.command.submission.Refused;
import org.throughline.events.folds.Program;

class ProgramAggregateTest {
    private final FixtureConfiguration<ProgramAggregate> fixture =
            Shell.of(ProgramAggregate.class, ProgramWiring.wiring());

    private static Map<String, Attempt> by(Actor actor, ProgramCommand command) {
        return Shell.by(actor, command, command.programId().value());
    }

    @Test
    void has_a_line_for_every_command() {
        assertThat(Shell.handledBy(ProgramAggregate.class)).isEqualTo(Shell.commands(ProgramCommand.class));
    }

    @Test
    void applies_what_the_rules_decide() {
        fixture.givenNoPriorActivity()
                .when(Samples.publish(), by(ADA, Samples.publish()))
                .expectSuccessfulHandlerExecution()
                .expectEvents(ProgramRules.decide(Program.UNPUBLISHED, Samples.publish())
                        .toArray());
    }

    @Test
    void remembers_what_happened() {
        var published =
                ProgramRules.decide(Program.UNPUBLISHED, Samples.publish()).getFirst();
        var program = Program.evolve(Program.UNPUBLISHED, published);

        fixture.given(Shell.recorded(ADA, published))
                .when(Samples.adopt(), by(ADA, Samples.adopt()))
                .expectEvents(ProgramRules.decide(program, Samples.adopt()).toArray());
    }

    @Test
    void asks_for_permission() {
        fixture.givenNoPriorActivity()
                .when(Samples.publish(), by(KIM, Samples.publish()))
                .expectNoEvents()
                .expectException(Refused.class);
    }
}
