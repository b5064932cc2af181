package org.throughline.command.program;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.submission.Attempt;
import org.throughline.events.ProgramEvent;
import org.throughline.events.ProgramId;
import org.throughline.events.folds.Program;

/** Puts {@link ProgramRules} into Axon: one line a command, one for history. No rule lives here. */
@AggregateRoot(type = "Program")
final class ProgramAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable ProgramId id;

    private Program program = Program.UNPUBLISHED;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PublishProgram command, Attempt attempt) {
        obey(command, attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AdoptPolicy command, Attempt attempt) {
        obey(command, attempt);
    }

    private void obey(ProgramCommand command, Attempt attempt) {
        var role = ProgramRules.permit(attempt.actor(), program, command);
        attempt.checkVersion();
        attempt.apply(ProgramRules.decide(program, command), role);
    }

    @EventSourcingHandler
    void on(ProgramEvent event) {
        id = event.programId();
        program = Program.evolve(program, event);
    }
}
