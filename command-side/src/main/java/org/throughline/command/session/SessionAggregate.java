package org.throughline.command.session;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.submission.Attempt;
import org.throughline.events.SessionEvent;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Session;

/** Puts {@link SessionRules} into Axon: one line a command, one for history. No rule lives here. */
@AggregateRoot(type = "Session")
final class SessionAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable SessionId id;

    private Session session = Session.UNPLANNED;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ScheduleSession command, Attempt attempt, SessionFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CancelSession command, Attempt attempt, SessionFactsLoader facts) {
        obey(command, attempt, facts);
    }

    private void obey(SessionCommand command, Attempt attempt, SessionFactsLoader facts) {
        var role = SessionRules.permit(attempt.actor(), session, command);
        attempt.checkVersion();
        attempt.apply(SessionRules.decide(session, facts.load(session, command), command), role);
    }

    @EventSourcingHandler
    void on(SessionEvent event) {
        id = event.sessionId();
        session = Session.evolve(session, event);
    }
}
