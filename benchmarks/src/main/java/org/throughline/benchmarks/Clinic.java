package org.throughline.benchmarks;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Submission;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Modality;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.Population;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Role;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.Source;

/** A program whose patients each come to the same sessions, one a day: 60 events a journey, with those of its begin. */
final class Clinic {
    /** Events of one patient's journey, with the registration. */
    static final int EVENTS_A_JOURNEY = 60;

    private static final int SESSIONS = EVENTS_A_JOURNEY - 2;
    private static final int MINUTES = 180;
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private record Planned(SessionId id, Instant ends) {}

    private final ProgramId program = new ProgramId(id());
    private final Actor actor =
            new Actor("bench-1", Set.of(Role.ADMINISTRATOR, Role.CLINICIAN, Role.MANAGER), Set.of(program));
    private final LocalDate opened;
    private final List<Planned> sessions = new ArrayList<>();

    /** A program that opened so long before today that all its sessions are over. */
    Clinic() {
        opened = LocalDate.now(ZONE).minusDays(SESSIONS + 10L);
    }

    static UUID id() {
        return IDS.generate();
    }

    /** Opens the program and plans its sessions. */
    void open(CommandDesk desk) {
        opening().forEach(desk::submit);
    }

    private List<Submission> opening() {
        var steps = new ArrayList<Submission>();
        var at = at(opened.minusDays(7), 9);
        steps.add(submission(
                new PublishProgram(
                        program, at, "Measured IOP", LevelOfCare.INTENSIVE_OUTPATIENT, Population.ADULT, ZONE),
                null));
        steps.add(submission(new AdoptPolicy(program, at, opened.minusDays(7), ProgramPolicy.ADULT), null));
        for (int i = 0; i < SESSIONS; i++) {
            var starts = at(opened.plusDays(i + 1L), 17);
            var session = new SessionId(id());
            sessions.add(new Planned(session, starts.plus(Duration.ofMinutes(MINUTES))));
            steps.add(submission(
                    new ScheduleSession(
                            session,
                            at,
                            program,
                            SessionKind.PSYCHOEDUCATION,
                            starts,
                            MINUTES,
                            Modality.IN_PERSON,
                            "facilitator-1",
                            null,
                            "Monday group",
                            null),
                    null));
        }
        return steps;
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(ZONE).toInstant();
    }

    /** What is recorded of one more patient, in order. */
    List<Submission> journey() {
        var steps = new ArrayList<Submission>(EVENTS_A_JOURNEY);
        var patient = new PatientId(id());
        var journey = new JourneyId(id());
        var admitted = admission();
        steps.add(submission(
                new RegisterPatient(
                        patient,
                        admitted,
                        program,
                        new PersonName("Measured", "Patient"),
                        LocalDate.of(1980, 2, 29),
                        null,
                        List.of()),
                null));
        var teds = new TreeMap<String, Integer>();
        teds.put("SUB1", 5);
        teds.put("FREQ1", 3);
        teds.put("SERVICES", 6);
        var enrolled = new EntryId(id());
        steps.add(submission(
                new Enrol(
                        journey,
                        enrolled,
                        admitted,
                        patient,
                        program,
                        admitted,
                        null,
                        null,
                        actor.id(),
                        teds,
                        List.of("F11.20"),
                        new TreeMap<>(),
                        56,
                        null,
                        null,
                        null),
                enrolled));
        for (var session : sessions) {
            var entry = new EntryId(id());
            steps.add(submission(
                    new RecordAttendance(
                            journey,
                            entry,
                            session.ends.plus(Duration.ofMinutes(10)),
                            session.id,
                            MINUTES,
                            null,
                            null,
                            null,
                            "Took part, spoke about the weekend.",
                            null),
                    entry));
        }
        return steps;
    }

    /** A long journey: the one that is usual, and so many follow-ups more. */
    LongJourney longJourney(int followUps) {
        var steps = new ArrayList<>(journey());
        var enrol = (Enrol) steps.get(1).command();
        for (int i = 0; i < followUps; i++) {
            var entry = new EntryId(id());
            var at = sessions.getLast().ends.plus(Duration.ofMinutes(11L + i));
            steps.add(submission(
                    new RecordFollowUp(
                            enrol.journeyId(),
                            entry,
                            at,
                            at,
                            null,
                            FollowUpMethod.TELEPHONE,
                            FollowUpStatus.NO_RETURN_REPORTED,
                            "Answered at once, works again, sleeps well.",
                            null),
                    entry));
        }
        return new LongJourney(enrol.journeyId(), steps);
    }

    /** What is recorded of a long journey, in order. */
    record LongJourney(JourneyId journey, List<Submission> steps) {}

    ProgramId program() {
        return program;
    }

    /** When somebody was admitted at the earliest. */
    Instant admission() {
        return at(opened, 10);
    }

    /** Its sessions. */
    List<SessionId> sessions() {
        return sessions.stream().map(Planned::id).toList();
    }

    private Submission submission(Object command, @Nullable EntryId entry) {
        return new Submission(command, actor, Source.API, id(), entry).under(id().toString(), "measured");
    }
}
