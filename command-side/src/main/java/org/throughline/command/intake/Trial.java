package org.throughline.command.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.Translated.OfAttendance;
import org.throughline.command.intake.Translated.OfJourney;
import org.throughline.command.journey.JourneyFacts;
import org.throughline.command.journey.JourneyRules;
import org.throughline.command.patient.PatientFacts;
import org.throughline.command.patient.PatientRules;
import org.throughline.command.program.ProgramRules;
import org.throughline.command.record.Streams;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.session.SessionFacts;
import org.throughline.command.session.SessionRules;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyId;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** Tries the rows of a file by the rules, one after the other, without recording anything. */
final class Trial implements RowReader.Taker {
    /** Rows about more journeys than these at a time are judged without what earlier rows say of theirs. */
    private static final int JOURNEYS_AT_A_TIME = 10_000;

    private final Mapping mapping;
    private final Streams streams;
    private final Instant now;
    private final Flaws flaws;
    private final Translation translation;
    private final Map<ProgramId, Program> programs = new HashMap<>();
    private final HashSet<String> keys = new HashSet<>();
    private final Map<SessionId, ScheduleSession> sessions = new HashMap<>();
    private final Map<JourneyId, Tried> journeys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JourneyId, Tried> eldest) {
            return size() > JOURNEYS_AT_A_TIME;
        }
    };
    private long rows;

    /** A journey with what the rows so far would add to it. */
    private record Tried(Patient patient, Program program, Journey journey) {}

    Trial(Mapping mapping, Streams streams, Instant now, Flaws flaws) {
        this.mapping = mapping;
        this.streams = streams;
        this.now = now;
        this.flaws = flaws;
        this.translation = mapping.translation();
    }

    /** How many rows there were. */
    long rows() {
        return rows;
    }

    /** Opens the programs that are missing. */
    void programs() {
        for (var plan : mapping.programs()) {
            var program = streams.read(plan.id().value()).program(plan.id());
            try {
                for (var command : Openings.of(plan, program, now)) {
                    for (var event : ProgramRules.decide(program, command)) {
                        program = Program.evolve(program, event);
                    }
                }
            } catch (Refused refused) {
                flaws.accept(refused, 0, "programs." + plan.code() + ".");
            }
            programs.put(plan.id(), program);
        }
    }

    @Override
    public boolean take(Row row) {
        rows++;
        var key = row.cell(mapping.key());
        if (!key.isEmpty() && !keys.add(key)) {
            flaws.accept(new Flaw(row.line(), mapping.key(), "twice", "Another row has the same key."));
        }
        switch (translation.of(row, now, flaws)) {
            case OfJourney journey -> attempt(journey);
            case OfAttendance attendance -> attempt(attendance);
            case null -> {
                // told already
            }
        }
        return true;
    }

    private void attempt(OfJourney row) {
        var read = streams.read(row.patient().patientId().value(), row.journey().value());
        var program = programs.getOrDefault(row.patient().programId(), Program.UNPUBLISHED);
        var patient = read.patient(row.patient().patientId());
        try {
            if (patient.program().isEmpty()) {
                for (var event : PatientRules.decide(patient, new PatientFacts(program, List.of()), row.patient())) {
                    patient = Patient.evolve(patient, event);
                }
            }
        } catch (Refused refused) {
            flaws.accept(refused, row.line(), "patient.");
            return;
        }
        var facts = new JourneyFacts(patient, program, Map.of(), Map.of());
        var journey = read.journey(row.journey());
        for (var command : row.entries()) {
            if (!Recorder.recorded(journey, command)) {
                try {
                    journey = journey.after(JourneyRules.decide(journey, facts, command));
                } catch (Refused refused) {
                    flaws.accept(refused, row.line(), "");
                    return;
                }
            }
        }
    }

    private void attempt(OfAttendance row) {
        var session = session(row);
        var id = row.entry().journeyId();
        var tried = journeys.computeIfAbsent(id, this::found);
        if (session == null || Recorder.recorded(tried.journey, row.entry())) {
            return;
        }
        try {
            if (tried.journey.enrolment().isEmpty()) {
                throw new Refused(Rule.JOURNEY_NOT_FOUND, "journey");
            }
            var facts = new JourneyFacts(
                    tried.patient, tried.program, Map.of(row.session().sessionId(), session), Map.of());
            var journey = tried.journey.after(JourneyRules.decide(tried.journey, facts, row.entry()));
            journeys.put(id, new Tried(tried.patient, tried.program, journey));
        } catch (Refused refused) {
            flaws.accept(refused, row.line(), "attendance.");
        }
    }

    /** The session as the first row about it plans it, if it is not planned yet; null if it cannot be. */
    private @Nullable Session session(OfAttendance row) {
        var planned = row.session();
        var first = sessions.putIfAbsent(planned.sessionId(), planned);
        if (first != null && !first.equals(planned)) {
            flaws.accept(new Flaw(
                    row.line(), "attendance.session", "differs", "An earlier row says otherwise of the same session."));
            return null;
        }
        var session = streams.read(planned.sessionId().value()).session(planned.sessionId());
        if (session.scheduled() != null) {
            return session;
        }
        try {
            var program = programs.getOrDefault(planned.programId(), Program.UNPUBLISHED);
            for (var event : SessionRules.decide(session, new SessionFacts(program, List.of()), planned)) {
                session = Session.evolve(session, event);
            }
            return session;
        } catch (Refused refused) {
            if (first == null) {
                flaws.accept(refused, row.line(), "attendance.session.");
            }
            return null;
        }
    }

    private Tried found(JourneyId id) {
        var journey = streams.read(id.value()).journey(id);
        return journey.enrolment()
                .map(enrolled -> {
                    var read = streams.read(
                            enrolled.patientId().value(), enrolled.programId().value());
                    return new Tried(read.patient(enrolled.patientId()), read.program(enrolled.programId()), journey);
                })
                .orElseGet(() -> new Tried(Patient.UNKNOWN, Program.UNPUBLISHED, journey));
    }
}
