package org.throughline.command.journey;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.command.record.RecordStorageEngine;
import org.throughline.command.submission.Attempt;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.folds.Journey;
import org.throughline.events.storage.EntryMetadata;

/** Puts {@link JourneyRules} into Axon: one line a command, one for history. No rule lives here. */
@AggregateRoot(type = "Journey")
final class JourneyAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable JourneyId id;

    private Journey journey = Journey.UNENROLLED;
    private final Map<EntryId, String> authors = new HashMap<>();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Enrol command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordAttendance command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordAbsence command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReportRelapse command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RetractRelapse command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordFollowUp command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Discharge command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RescindDischarge command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CorrectEntry command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(VoidEntry command, Attempt attempt, JourneyFactsLoader facts) {
        obey(command, attempt, facts);
    }

    private void obey(JourneyCommand command, Attempt attempt, JourneyFactsLoader loader) {
        var facts = loader.load(journey, authors, command);
        var role = JourneyPermissions.permit(attempt.actor(), journey, facts, command);
        attempt.checkVersion();
        var events = JourneyRules.decide(journey, facts, command);
        var claims = OpenJourneyClaims.between(journey, journey.after(events));
        attempt.claim(
                claims.taken().map(open -> open.claim(command.journeyId())).stream()
                        .toList(),
                claims.released().map(OpenJourneyClaims.Claimed::id).stream().toList());
        attempt.apply(events, role);
    }

    @EventSourcingHandler
    void on(JourneyEvent event, @MetaDataValue(RecordStorageEngine.ENTRY) EntryMetadata by) {
        id = event.journeyId();
        journey = Journey.evolve(journey, event);
        if (event instanceof JourneyEntry entry) {
            authors.put(entry.entryId(), by.actor());
        }
    }
}
