package org.throughline.command.patient;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.submission.Attempt;
import org.throughline.events.PatientEvent;
import org.throughline.events.PatientId;
import org.throughline.events.folds.Patient;

/** Puts {@link PatientRules} into Axon: one line a command, one for history. No rule lives here. */
@AggregateRoot(type = "Patient")
final class PatientAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable PatientId id;

    private Patient patient = Patient.UNKNOWN;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RegisterPatient command, Attempt attempt, PatientFactsLoader facts) {
        obey(command, attempt, facts);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ErasePersonalData command, Attempt attempt, PatientFactsLoader facts) {
        obey(command, attempt, facts);
    }

    private void obey(PatientCommand command, Attempt attempt, PatientFactsLoader facts) {
        var role = PatientRules.permit(attempt.actor(), patient, command);
        attempt.checkVersion();
        attempt.apply(PatientRules.decide(patient, facts.load(patient, command), command), role);
    }

    @EventSourcingHandler
    void on(PatientEvent event) {
        id = event.patientId();
        patient = Patient.evolve(patient, event);
    }
}
