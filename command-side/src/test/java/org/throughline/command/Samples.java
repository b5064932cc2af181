package org.throughline.command;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Submission;
import org.throughline.events.DischargeReason;
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
import org.throughline.events.RescindReason;
import org.throughline.events.Role;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.Source;
import org.throughline.events.VoidReason;

/** A program in New York, its staff, and the plainest commands: one program, one Wednesday in March. */
public final class Samples {
    /** The time of recording: a Wednesday, noon in New York. */
    public static final Instant NOW = Instant.parse("2026-03-04T17:00:00Z");

    public static final ProgramId PROGRAM = new ProgramId(UuidV7Identifiers.next());
    public static final Actor ADA = new Actor("ada", Set.of(Role.ADMINISTRATOR), Set.of());
    public static final Actor KIM = new Actor("kim", Set.of(Role.CLINICIAN), Set.of(PROGRAM));
    public static final Actor LEE = new Actor("lee", Set.of(Role.CLINICIAN), Set.of(PROGRAM));
    public static final Actor SAM = new Actor("sam", Set.of(Role.SUPERVISOR), Set.of(PROGRAM));

    private Samples() {}

    public static Submission by(Actor actor, Object command) {
        var entry = switch (command) {
            case EntryCommand c -> c.entryId();
            case CorrectEntry c -> c.replacement().entryId();
            default -> null;
        };
        return new Submission(command, actor, Source.API, UuidV7Identifiers.next(), entry);
    }

    public static PatientId newPatient() {
        return new PatientId(UuidV7Identifiers.next());
    }

    public static JourneyId newJourney() {
        return new JourneyId(UuidV7Identifiers.next());
    }

    public static EntryId newEntry() {
        return new EntryId(UuidV7Identifiers.next());
    }

    public static PublishProgram publish() {
        return new PublishProgram(
                PROGRAM,
                NOW.minus(Duration.ofDays(100)),
                "Riverside",
                LevelOfCare.INTENSIVE_OUTPATIENT,
                Population.ADULT,
                ZoneId.of("America/New_York"));
    }

    public static AdoptPolicy adopt() {
        return new AdoptPolicy(
                PROGRAM, NOW.minus(Duration.ofDays(100)), LocalDate.parse("2020-01-01"), ProgramPolicy.ADULT);
    }

    /** The program with its policy. */
    public static void openProgram(CommandDesk desk) {
        desk.submit(by(ADA, publish()));
        desk.submit(by(ADA, adopt()));
    }

    public static RegisterPatient register(PatientId patient) {
        return new RegisterPatient(
                patient,
                NOW,
                PROGRAM,
                new PersonName("Rosalind", "Featherstonehaugh"),
                LocalDate.parse("1990-05-17"),
                null,
                List.of());
    }

    public static Enrol enrol(JourneyId journey, PatientId patient) {
        return new Enrol(
                journey,
                newEntry(),
                NOW,
                patient,
                PROGRAM,
                NOW.minus(Duration.ofHours(4)),
                null,
                540,
                "kim",
                new TreeMap<>(),
                List.of("F10.20"),
                new TreeMap<>(),
                null,
                null,
                null,
                null);
    }

    /** A registered patient's new journey. */
    public static JourneyId enrolled(CommandDesk desk) {
        var patient = newPatient();
        var journey = newJourney();
        desk.submit(by(KIM, register(patient)));
        desk.submit(by(KIM, enrol(journey, patient)));
        return journey;
    }

    public static ScheduleSession schedule(SessionId session) {
        return new ScheduleSession(
                session,
                NOW,
                PROGRAM,
                SessionKind.SUPPORT,
                NOW.minus(Duration.ofHours(3)),
                120,
                Modality.IN_PERSON,
                "kim",
                null,
                null,
                null);
    }

    public static SessionId scheduled(CommandDesk desk) {
        var session = new SessionId(UuidV7Identifiers.next());
        desk.submit(by(KIM, schedule(session)));
        return session;
    }

    public static RecordAttendance attend(JourneyId journey, SessionId session, int minutes) {
        return new RecordAttendance(journey, newEntry(), NOW, session, minutes, null, null, null, null, null);
    }

    public static RecordFollowUp followUp(JourneyId journey, @Nullable String note) {
        return new RecordFollowUp(
                journey,
                newEntry(),
                NOW,
                NOW.minus(Duration.ofHours(1)),
                null,
                FollowUpMethod.TELEPHONE,
                FollowUpStatus.NO_RETURN_REPORTED,
                note,
                null);
    }

    public static Discharge discharge(JourneyId journey) {
        return new Discharge(
                journey,
                newEntry(),
                NOW,
                NOW.minus(Duration.ofMinutes(1)),
                null,
                DischargeReason.TRANSFERRED,
                LocalDate.parse("2026-03-04"),
                new TreeMap<>(),
                null,
                null);
    }

    public static RescindDischarge rescind(JourneyId journey) {
        return new RescindDischarge(journey, NOW, RescindReason.RECORDED_IN_ERROR, null);
    }

    public static CorrectEntry correct(JourneyId journey, EntryId entry, EntryCommand replacement) {
        return new CorrectEntry(journey, NOW, entry, replacement, null);
    }

    public static VoidEntry voided(JourneyId journey, EntryId entry) {
        return new VoidEntry(journey, NOW, entry, VoidReason.WRONG_PATIENT, null);
    }
}
