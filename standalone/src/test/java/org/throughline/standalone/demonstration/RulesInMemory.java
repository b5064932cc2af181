package org.throughline.standalone.demonstration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyFacts;
import org.throughline.command.journey.JourneyPermissions;
import org.throughline.command.journey.JourneyRules;
import org.throughline.command.journey.OpenJourneyClaims;
import org.throughline.command.patient.PatientCommand;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.patient.PatientFacts;
import org.throughline.command.patient.PatientRules;
import org.throughline.command.program.ProgramCommand;
import org.throughline.command.program.ProgramRules;
import org.throughline.command.session.SessionCommand;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.session.SessionFacts;
import org.throughline.command.session.SessionRules;
import org.throughline.events.EntryId;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** A whole record held in memory, with the rules in front of it: what they refuse is thrown. */
final class RulesInMemory {
    final Map<JourneyId, Journey> journeys = new HashMap<>();
    final Map<ProgramId, Program> programs = new HashMap<>();
    final Map<SessionId, Session> sessions = new HashMap<>();
    final Map<PatientId, Patient> patients = new HashMap<>();
    final List<HistoryEvent> history = new ArrayList<>();
    private final Map<JourneyId, PatientId> patientOf = new HashMap<>();
    private final Map<PatientId, Set<JourneyId>> journeysOf = new HashMap<>();
    private final Map<SessionId, Set<JourneyId>> seenAt = new HashMap<>();
    private final Map<EntryId, String> authors = new HashMap<>();
    private final Set<OpenJourneyClaims.Claimed> open = new HashSet<>();
    private Instant clock = Instant.MIN;

    RulesInMemory after(Iterable<Step> steps) {
        steps.forEach(this::take);
        return this;
    }

    private void take(Step step) {
        if (step.at().isBefore(clock)) {
            throw new IllegalStateException("The clock runs backwards at " + step);
        }
        clock = step.at();
        switch (step.command()) {
            case PatientCommand command -> patient(step, command);
            case ProgramCommand command -> program(step, command);
            case SessionCommand command -> session(step, command);
            case JourneyCommand command -> journey(step, command);
            default -> throw new IllegalStateException("No command: " + step);
        }
    }

    private void patient(Step step, PatientCommand command) {
        var patient = patients.getOrDefault(command.patientId(), Patient.UNKNOWN);
        PatientRules.permit(step.by().actor(), patient, command);
        var facts = new PatientFacts(program(((RegisterPatient) command).programId()), List.of());
        for (var event : PatientRules.decide(patient, facts, command)) {
            patient = Patient.evolve(patient, event);
            history.add(event);
        }
        patients.put(command.patientId(), patient);
    }

    private void program(Step step, ProgramCommand command) {
        var program = program(command.programId());
        ProgramRules.permit(step.by().actor(), program, command);
        for (var event : ProgramRules.decide(program, command)) {
            program = Program.evolve(program, event);
            history.add(event);
        }
        programs.put(command.programId(), program);
    }

    private void session(Step step, SessionCommand command) {
        var session = sessions.getOrDefault(command.sessionId(), Session.UNPLANNED);
        SessionRules.permit(step.by().actor(), session, command);
        var scheduled = session.scheduled();
        var held = switch (command) {
            case ScheduleSession schedule -> schedule.programId();
            case CancelSession ignored -> Objects.requireNonNull(scheduled).programId();
        };
        for (var event : SessionRules.decide(
                session, new SessionFacts(program(held), recordedFor(command.sessionId())), command)) {
            session = Session.evolve(session, event);
            history.add(event);
        }
        sessions.put(command.sessionId(), session);
    }

    private List<EntryId> recordedFor(SessionId session) {
        return seenAt.getOrDefault(session, Set.of()).stream()
                .map(journeys::get)
                .filter(Objects::nonNull)
                .flatMap(journey -> Stream.concat(
                        journey.attendances()
                                .filter(attended -> attended.sessionId().equals(session)),
                        journey.absences().filter(missed -> missed.sessionId().equals(session))))
                .map(JourneyEntry::entryId)
                .toList();
    }

    private void journey(Step step, JourneyCommand command) {
        var journey = journeys.getOrDefault(command.journeyId(), Journey.UNENROLLED);
        if (command instanceof Enrol enrol) {
            patientOf.put(command.journeyId(), enrol.patientId());
            journeysOf
                    .computeIfAbsent(enrol.patientId(), _ -> new LinkedHashSet<>())
                    .add(command.journeyId());
        }
        var program = command instanceof Enrol enrol
                ? enrol.programId()
                : journey.enrolment().orElseThrow().programId();
        var patient = Objects.requireNonNull(patientOf.get(command.journeyId()));
        var known = journey.effective().keySet().stream()
                .collect(Collectors.toMap(entry -> entry, entry -> authors.getOrDefault(entry, "nobody")));
        var named = named(command);
        named.keySet()
                .forEach(session -> seenAt.computeIfAbsent(session, _ -> new LinkedHashSet<>())
                        .add(command.journeyId()));
        var facts = new JourneyFacts(
                patients.getOrDefault(patient, Patient.UNKNOWN), program(program), named, known, journeysOf(patient));
        JourneyPermissions.permit(step.by().actor(), journey, facts, command);
        var before = journey;
        for (var event : JourneyRules.decide(journey, facts, command)) {
            journey = Journey.evolve(journey, event);
            history.add(event);
            if (event instanceof JourneyEntry entry) {
                authors.put(entry.entryId(), step.by().account());
            }
        }
        var change = OpenJourneyClaims.between(before, journey);
        change.released().ifPresent(open::remove);
        change.taken().ifPresent(claimed -> {
            if (!open.add(claimed)) {
                throw new IllegalStateException("A second open journey at " + step);
            }
        });
        journeys.put(command.journeyId(), journey);
    }

    private List<Journey> journeysOf(PatientId patient) {
        return journeysOf.getOrDefault(patient, Set.of()).stream()
                .map(journeys::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private Map<SessionId, Session> named(JourneyCommand command) {
        var session = switch (command) {
            case RecordAttendance attendance -> attendance.sessionId();
            case RecordAbsence absence -> absence.sessionId();
            case CorrectEntry correction
            when correction.replacement() instanceof RecordAttendance attendance -> attendance.sessionId();
            default -> null;
        };
        return named(session);
    }

    private Map<SessionId, Session> named(@Nullable SessionId session) {
        return session == null ? Map.of() : Map.of(session, sessions.getOrDefault(session, Session.UNPLANNED));
    }

    private Program program(ProgramId id) {
        return programs.getOrDefault(id, Program.UNPUBLISHED);
    }

    /** How many streams there are. */
    long streams() {
        return history.stream()
                .map(HistoryEvent::stream)
                .collect(Collectors.toCollection(HashSet<UUID>::new))
                .size();
    }
}
