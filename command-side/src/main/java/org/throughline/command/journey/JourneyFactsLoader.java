package org.throughline.command.journey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.throughline.command.record.Streams;
import org.throughline.events.EntryId;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** Loads what the rules about a journey need from other streams, all of it at once. */
class JourneyFactsLoader {
    private record Whose(PatientId patient, ProgramId program) {}

    private final Streams streams;

    JourneyFactsLoader(Streams streams) {
        this.streams = streams;
    }

    JourneyFacts load(Journey journey, Map<EntryId, String> authors, JourneyCommand command) {
        var whose = whose(journey, command);
        var session = session(command);
        var read = streams.read(Stream.concat(
                        whose.stream().flatMap(ids -> Stream.of(ids.patient.value(), ids.program.value())),
                        session.stream().map(SessionId::value))
                .toArray(UUID[]::new));
        var sessions = new HashMap<SessionId, Session>();
        session.ifPresent(id -> sessions.put(id, read.session(id)));
        return new JourneyFacts(
                whose.map(ids -> read.patient(ids.patient)).orElse(Patient.UNKNOWN),
                whose.map(ids -> read.program(ids.program)).orElse(Program.UNPUBLISHED),
                sessions,
                authors,
                movesTheStay(command)
                        ? whose.map(ids -> streams.journeysOf(ids.patient)).orElse(List.of())
                        : List.of());
    }

    /** Whether it can begin, end or reopen a journey, so that it must be held against the patient's others. */
    private static boolean movesTheStay(JourneyCommand command) {
        return switch (command) {
            case Enrol ignored -> true;
            case Discharge ignored -> true;
            case RescindDischarge ignored -> true;
            case CorrectEntry c -> movesTheStay(c.replacement());
            case RecordAttendance ignored -> false;
            case RecordAbsence ignored -> false;
            case ReportRelapse ignored -> false;
            case RecordFollowUp ignored -> false;
            case RetractRelapse ignored -> false;
            case VoidEntry ignored -> false;
        };
    }

    private static Optional<Whose> whose(Journey journey, JourneyCommand command) {
        return command instanceof Enrol c
                ? Optional.of(new Whose(c.patientId(), c.programId()))
                : journey.enrolment().map(enrolled -> new Whose(enrolled.patientId(), enrolled.programId()));
    }

    private static Optional<SessionId> session(JourneyCommand command) {
        return switch (command) {
            case RecordAttendance c -> Optional.of(c.sessionId());
            case RecordAbsence c -> Optional.of(c.sessionId());
            case CorrectEntry c -> session(c.replacement());
            case Enrol ignored -> Optional.empty();
            case ReportRelapse ignored -> Optional.empty();
            case RecordFollowUp ignored -> Optional.empty();
            case Discharge ignored -> Optional.empty();
            case RetractRelapse ignored -> Optional.empty();
            case RescindDischarge ignored -> Optional.empty();
            case VoidEntry ignored -> Optional.empty();
        };
    }
}
