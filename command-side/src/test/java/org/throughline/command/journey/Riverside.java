package org.throughline.command.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Modality;
import org.throughline.events.Occurred;
import org.throughline.events.PatientId;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.RelapseSource;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** A program in New York and the plainest commands on one journey in it, as of a Wednesday noon in March. */
final class Riverside {
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    static final Instant NOW = at("2026-03-04T12:00");
    static final ProgramId ID = new ProgramId(new UUID(1, 1));
    static final ProgramId ELSEWHERE = new ProgramId(new UUID(1, 2));
    static final PatientId PATIENT = new PatientId(new UUID(2, 1));
    static final JourneyId JOURNEY = new JourneyId(new UUID(3, 1));
    static final EntryId ADMISSION = entry(1);
    static final Program PROGRAM = program(adopted(1, "2020-01-01", ProgramPolicy.ADULT));

    private Riverside() {}

    /** A moment by the clock on the program's wall. */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("America/New_York")).toInstant();
    }

    static EntryId entry(int number) {
        return new EntryId(new UUID(4, number));
    }

    /** The session that begins at a moment; what it is, is in its id. */
    static SessionId session(String local) {
        return new SessionId(new UUID(5, at(local).getEpochSecond()));
    }

    /** Two hours of skills development, as told by the id. */
    static Session planned(SessionId id) {
        return planned(id, ID, 120);
    }

    static Session planned(SessionId id, ProgramId program, int minutes) {
        var starts = Instant.ofEpochSecond(id.value().getLeastSignificantBits());
        return new Session(
                new SessionScheduled(
                        id,
                        program,
                        new Occurred(starts, ZONE),
                        SessionKind.SKILLS_DEVELOPMENT,
                        starts,
                        minutes,
                        Modality.IN_PERSON,
                        "kim",
                        null,
                        null,
                        null,
                        1),
                false);
    }

    static Program program(PolicyAdopted... policies) {
        return new Program(
                new ProgramPublished(
                        ID,
                        new Occurred(at("2020-01-01T09:00"), ZONE),
                        "Riverside",
                        LevelOfCare.INTENSIVE_OUTPATIENT,
                        Population.ADULT,
                        ZONE),
                List.of(policies));
    }

    static PolicyAdopted adopted(int version, String from, ProgramPolicy policy) {
        return new PolicyAdopted(
                ID, new Occurred(at("2020-01-01T09:00"), ZONE), version, LocalDate.parse(from), policy);
    }

    static Enrol enrol() {
        return enrol("2026-02-02T09:00");
    }

    static Enrol enrol(String admitted) {
        return enrol(ADMISSION, admitted);
    }

    static Enrol enrol(EntryId entry, String admitted) {
        return new Enrol(
                JOURNEY,
                entry,
                NOW,
                PATIENT,
                ID,
                at(admitted),
                null,
                null,
                "kim",
                new TreeMap<>(),
                List.of(),
                new TreeMap<>(),
                null,
                null,
                null,
                LateReason.DOCUMENTATION_DELAYED);
    }

    static RecordAttendance attend(int entry, String session) {
        return attend(entry, session(session), 120, null, null);
    }

    static RecordAttendance makeUp(int entry, String session, int missed) {
        return attend(entry, session(session), 120, null, entry(missed));
    }

    static RecordAttendance attend(
            int entry, SessionId session, int present, @Nullable Integer credited, @Nullable EntryId makeUpFor) {
        return new RecordAttendance(
                JOURNEY,
                entry(entry),
                NOW,
                session,
                present,
                credited,
                makeUpFor,
                null,
                null,
                LateReason.DOCUMENTATION_DELAYED);
    }

    static RecordAbsence miss(int entry, String session) {
        return miss(entry, session, AbsenceKind.NO_SHOW);
    }

    static RecordAbsence miss(int entry, String session, AbsenceKind kind) {
        return new RecordAbsence(
                JOURNEY,
                entry(entry),
                NOW,
                session(session),
                kind,
                AbsenceReason.ILLNESS,
                null,
                null,
                LateReason.DOCUMENTATION_DELAYED);
    }

    static ReportRelapse relapse(int entry, String occurred) {
        return new ReportRelapse(
                JOURNEY, entry(entry), NOW, at(occurred), RelapseSource.SELF, 2, null, null, LateReason.LEARNED_LATER);
    }

    static RecordFollowUp followUp(int entry, String occurred, @Nullable String note) {
        return new RecordFollowUp(
                JOURNEY,
                entry(entry),
                NOW,
                at(occurred),
                null,
                FollowUpMethod.TELEPHONE,
                FollowUpStatus.NO_RETURN_REPORTED,
                note,
                LateReason.DOCUMENTATION_DELAYED);
    }

    static Discharge discharge(int entry, String occurred, String lastContact) {
        return new Discharge(
                JOURNEY,
                entry(entry),
                NOW,
                at(occurred),
                null,
                DischargeReason.COMPLETED,
                LocalDate.parse(lastContact),
                new TreeMap<>(),
                null,
                LateReason.DOCUMENTATION_DELAYED);
    }

    static CorrectEntry correct(int entry, EntryCommand replacement) {
        return new CorrectEntry(JOURNEY, NOW, entry(entry), replacement, null);
    }

    static VoidEntry voiding(int entry, VoidReason reason) {
        return new VoidEntry(JOURNEY, NOW, entry(entry), reason, null);
    }
}
