package org.throughline.command;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyFacts;
import org.throughline.command.journey.JourneyPermissions;
import org.throughline.command.journey.JourneyRules;
import org.throughline.command.journey.OpenJourneyClaims;
import org.throughline.command.journey.OpenJourneyClaims.Claimed;
import org.throughline.command.patient.PatientCommand;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.patient.PatientFacts;
import org.throughline.command.patient.PatientRules;
import org.throughline.command.program.ProgramCommand;
import org.throughline.command.program.ProgramRules;
import org.throughline.command.session.SessionCommand;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.session.SessionFacts;
import org.throughline.command.session.SessionRules;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientEvent;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramEvent;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.events.SessionEvent;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** A record in memory that takes one command after another, as the store does, and draws them by chance. */
final class Walk {
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    static final List<ProgramId> PROGRAMS = List.of(new ProgramId(new UUID(1, 1)), new ProgramId(new UUID(1, 2)));

    final Map<PatientId, Patient> patients = new HashMap<>();
    final Map<ProgramId, Program> programs = new HashMap<>();
    final Map<SessionId, Session> sessions = new LinkedHashMap<>();
    final Map<JourneyId, Journey> journeys = new LinkedHashMap<>();
    final Map<UUID, List<HistoryEvent>> history = new HashMap<>();
    final Map<EntryId, String> authors = new HashMap<>();
    final Map<Claimed, JourneyId> claims = new HashMap<>();
    final Set<Class<?>> accepted = new HashSet<>();
    final Set<Rule> refusals = new HashSet<>();
    final Random chance;
    Instant now = LocalDate.parse("2024-01-15").atTime(9, 0).atZone(ZONE).toInstant();

    private @Nullable JourneyId touched;
    private final Draw draw = new Draw(this);

    Walk(long seed) {
        chance = new Random(seed);
    }

    /** The journey that the last command was for, if it was for one. */
    Optional<Journey> touched() {
        return Optional.ofNullable(touched).map(id -> journeys.getOrDefault(id, Journey.UNENROLLED));
    }

    /** One command more, drawn by chance; a refusal changes nothing. */
    void step() {
        now = now.plus(Duration.ofMinutes(chance.nextInt(600)));
        var actor = actor();
        var command = draw.command();
        touched = command instanceof JourneyCommand c ? c.journeyId() : null;
        try {
            switch (command) {
                case PatientCommand c -> obey(actor, c);
                case ProgramCommand c -> obey(actor, c);
                case SessionCommand c -> obey(actor, c);
                case JourneyCommand c -> obey(actor, c);
                default -> throw new AssertionError(command);
            }
            accepted.add(command.getClass());
        } catch (Refused refused) {
            refusals.add(refused.rule());
        }
    }

    private Actor actor() {
        var mine = chance.nextInt(8) == 0 ? PROGRAMS.get(1) : PROGRAMS.getFirst();
        return switch (chance.nextInt(10)) {
            case 0 -> new Actor("eve", Set.of(Role.AUDITOR, Role.RESEARCHER), Set.of(mine));
            case 1, 2 -> new Actor("sam", Set.of(Role.SUPERVISOR), Set.of(mine));
            case 3 -> new Actor("may", Set.of(Role.MANAGER), Set.of(mine));
            case 4, 5 -> new Actor("kim", Set.of(Role.CLINICIAN), Set.of(mine));
            default -> new Actor("ada", Set.of(Role.ADMINISTRATOR), Set.of());
        };
    }

    private void obey(Actor actor, PatientCommand c) {
        var before = patients.getOrDefault(c.patientId(), Patient.UNKNOWN);
        var program = c instanceof RegisterPatient r
                ? program(r.programId())
                : before.program().map(this::program).orElse(Program.UNPUBLISHED);
        var stays = journeysOf(c.patientId()).stream()
                .map(journey -> new PatientFacts.Stay(
                        journey,
                        journey.enrolment()
                                .map(enrolled -> program(enrolled.programId()))
                                .orElse(Program.UNPUBLISHED)))
                .toList();
        PatientRules.permit(actor, before, c);
        for (var event : PatientRules.decide(before, new PatientFacts(program, stays), c)) {
            patients.merge(c.patientId(), Patient.evolve(before, event), (old, after) -> after);
            remember(event);
        }
    }

    private void obey(Actor actor, ProgramCommand c) {
        var before = program(c.programId());
        ProgramRules.permit(actor, before, c);
        for (var event : ProgramRules.decide(before, c)) {
            programs.put(c.programId(), Program.evolve(before, event));
            remember(event);
        }
    }

    private void obey(Actor actor, SessionCommand c) {
        var before = sessions.getOrDefault(c.sessionId(), Session.UNPLANNED);
        var planned = before.scheduled();
        var program = c instanceof ScheduleSession s
                ? program(s.programId())
                : planned == null ? Program.UNPUBLISHED : program(planned.programId());
        SessionRules.permit(actor, before, c);
        for (var event : SessionRules.decide(before, new SessionFacts(program, recordedFor(c.sessionId())), c)) {
            sessions.put(c.sessionId(), Session.evolve(before, event));
            remember(event);
        }
    }

    private List<EntryId> recordedFor(SessionId session) {
        return journeys.values().stream()
                .flatMap(journey -> journey.effective().values().stream())
                .filter(entry -> switch (entry) {
                    case JourneyEntry.SessionAttended attended ->
                        attended.sessionId().equals(session);
                    case JourneyEntry.SessionMissed missed -> missed.sessionId().equals(session);
                    case JourneyEntry.Enrolled ignored -> false;
                    case JourneyEntry.RelapseReported ignored -> false;
                    case JourneyEntry.FollowUpRecorded ignored -> false;
                    case JourneyEntry.Discharged ignored -> false;
                })
                .map(JourneyEntry::entryId)
                .toList();
    }

    private void obey(Actor actor, JourneyCommand c) {
        var before = journeys.getOrDefault(c.journeyId(), Journey.UNENROLLED);
        var facts = facts(before, c);
        JourneyPermissions.permit(actor, before, facts, c);
        var events = JourneyRules.decide(before, facts, c);
        var after = before.after(events);
        var change = OpenJourneyClaims.between(before, after);
        if (change.taken().filter(claims::containsKey).isPresent()) {
            throw new Refused(Rule.ALREADY_ENROLLED);
        }
        change.released().ifPresent(claims::remove);
        change.taken().ifPresent(claim -> claims.put(claim, c.journeyId()));
        journeys.put(c.journeyId(), after);
        for (var event : events) {
            remember(event);
            if (event instanceof JourneyEntry entry) {
                authors.put(entry.entryId(), actor.id());
            }
        }
    }

    private JourneyFacts facts(Journey before, JourneyCommand command) {
        var enrol = command instanceof JourneyCommand.Enrol c
                ? c
                : command instanceof CorrectEntry correction
                                && correction.replacement() instanceof JourneyCommand.Enrol c
                        ? c
                        : null;
        var enrolled = before.enrolment();
        var patient = enrol == null ? enrolled.map(JourneyEvent::patientId).orElse(null) : enrol.patientId();
        var program =
                enrol == null ? enrolled.map(JourneyEntry.Enrolled::programId).orElse(null) : enrol.programId();
        var named = new HashMap<SessionId, Session>();
        switch (command instanceof CorrectEntry correction ? correction.replacement() : command) {
            case RecordAttendance c ->
                named.put(c.sessionId(), sessions.getOrDefault(c.sessionId(), Session.UNPLANNED));
            case RecordAbsence c -> named.put(c.sessionId(), sessions.getOrDefault(c.sessionId(), Session.UNPLANNED));
            default -> {}
        }
        return new JourneyFacts(
                patient == null ? Patient.UNKNOWN : patients.getOrDefault(patient, Patient.UNKNOWN),
                program == null ? Program.UNPUBLISHED : program(program),
                named,
                authors,
                patient == null ? List.of() : journeysOf(patient));
    }

    private Program program(ProgramId id) {
        return programs.getOrDefault(id, Program.UNPUBLISHED);
    }

    private List<Journey> journeysOf(PatientId patient) {
        return journeys.values().stream()
                .filter(journey -> journey.enrolment()
                        .filter(enrolled -> enrolled.patientId().equals(patient))
                        .isPresent())
                .toList();
    }

    private void remember(HistoryEvent event) {
        history.computeIfAbsent(event.stream(), ignored -> new ArrayList<>()).add(event);
    }

    /** Everything as it is when the whole history is read again. */
    boolean replaysTo(UUID stream) {
        var patient = Patient.UNKNOWN;
        var program = Program.UNPUBLISHED;
        var session = Session.UNPLANNED;
        var journey = Journey.UNENROLLED;
        for (var event : history.getOrDefault(stream, List.of())) {
            switch (event) {
                case PatientEvent e -> patient = Patient.evolve(patient, e);
                case ProgramEvent e -> program = Program.evolve(program, e);
                case SessionEvent e -> session = Session.evolve(session, e);
                case JourneyEvent e -> journey = Journey.evolve(journey, e);
            }
        }
        return patient.equals(patients.getOrDefault(new PatientId(stream), Patient.UNKNOWN))
                && program.equals(programs.getOrDefault(new ProgramId(stream), Program.UNPUBLISHED))
                && session.equals(sessions.getOrDefault(new SessionId(stream), Session.UNPLANNED))
                && journey.equals(journeys.getOrDefault(new JourneyId(stream), Journey.UNENROLLED));
    }
}
