package org.throughline.events.storage;

import static org.throughline.testing.Histories.PROGRAM;
import static org.throughline.testing.Histories.at;
import static org.throughline.testing.Histories.entry;
import static org.throughline.testing.Histories.journeyId;
import static org.throughline.testing.Histories.patient;
import static org.throughline.testing.Histories.session;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.CancellationReason;
import org.throughline.events.Contact;
import org.throughline.events.DischargeReason;
import org.throughline.events.ErasureBasis;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Identifier;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyEvent.DischargeRescinded;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyEvent.RelapseRetracted;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Modality;
import org.throughline.events.Occurred;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.Personal;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;
import org.throughline.events.RescindReason;
import org.throughline.events.RetractionReason;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.events.SessionKind;
import org.throughline.events.UnusualLength;
import org.throughline.events.VoidReason;

/**
 * What each golden file says, by the file's name: {@code <stored name>.<revision>} with every component that there was at
 * first, {@code <stored name>.<revision>.bare} with none that may be left out, and {@code <stored name>.<revision>.<word>}
 * with those that were added since. An entry stays as long as its file: for ever.
 */
final class GoldenEvents {
    private static final PatientId PATIENT = patient(1);
    private static final JourneyId JOURNEY = journeyId(1);
    private static final Occurred OCCURRED = at("2026-01-07T18:00");
    private static final LocalDate WEEK = LocalDate.of(2026, 1, 5);
    private static final Personal<String> NOTE =
            Personal.known("Came straight from work. Naïve “quotes”, 名前, שלום, 🙂");

    private final Map<String, HistoryEvent> byFile = new LinkedHashMap<>();

    private GoldenEvents() {
        patients();
        programs();
        sessions();
        admissions();
        attendance();
        clinical();
        ends();
    }

    /** The event that each file must be read as. */
    static Map<String, HistoryEvent> byFile() {
        return new GoldenEvents().byFile;
    }

    private void add(String file, HistoryEvent event) {
        byFile.put(file, event);
    }

    private void patients() {
        add(
                "patient.registered.1",
                new PatientRegistered(
                        PATIENT,
                        PROGRAM,
                        OCCURRED,
                        Personal.known(new PersonName("Zoë", "Ó Súilleabháin 🙂")),
                        Personal.known(LocalDate.of(1988, 2, 29)),
                        null,
                        Personal.known(new Contact("+1 555 0100", "zoe@example.org", "1 River Road")),
                        Personal.known(List.of(new Identifier("mrn", "R-1"), new Identifier("medicaid", "M-2")))));
        add(
                "patient.registered.1.bare",
                new PatientRegistered(
                        PATIENT,
                        PROGRAM,
                        OCCURRED,
                        Personal.known(new PersonName("Zoë", "")),
                        Personal.known(LocalDate.of(1988, 2, 29)),
                        null,
                        null,
                        null));
        add(
                "patient.registered.1.assumed-birth-date",
                new PatientRegistered(
                        PATIENT,
                        PROGRAM,
                        OCCURRED,
                        Personal.known(new PersonName("Zoë", "")),
                        Personal.known(LocalDate.of(1988, 7, 1)),
                        true,
                        null,
                        null));
        add(
                "patient.personal-data-erased.1",
                new PersonalDataErased(
                        PATIENT,
                        OCCURRED,
                        UUID.fromString("5f0c1d52-7c9d-4b43-9c6e-0a8f4d1f7a01"),
                        ErasureBasis.RETENTION_EXPIRED,
                        null));
        add(
                "patient.personal-data-erased.1.bare",
                new PersonalDataErased(
                        PATIENT,
                        OCCURRED,
                        UUID.fromString("5f0c1d52-7c9d-4b43-9c6e-0a8f4d1f7a01"),
                        ErasureBasis.PATIENT_REQUEST,
                        null));
        add(
                "patient.personal-data-erased.1.retained",
                new PersonalDataErased(
                        PATIENT,
                        OCCURRED,
                        UUID.fromString("5f0c1d52-7c9d-4b43-9c6e-0a8f4d1f7a01"),
                        ErasureBasis.RETENTION_EXPIRED,
                        LocalDate.of(2026, 1, 7)));
    }

    private void programs() {
        add(
                "program.published.1",
                new ProgramPublished(
                        PROGRAM,
                        OCCURRED,
                        "Riverside Intensive Outpatient",
                        LevelOfCare.INTENSIVE_OUTPATIENT,
                        Population.ADULT,
                        ZoneId.of("America/New_York")));
        add(
                "program.policy-adopted.1",
                new PolicyAdopted(
                        PROGRAM,
                        OCCURRED,
                        2,
                        LocalDate.of(2026, 2, 1),
                        new ProgramPolicy(DayOfWeek.SUNDAY, 540, 60, 180, 360, 24, 14, 3, 30, 6)));
    }

    private void sessions() {
        add(
                "session.scheduled.1",
                new SessionScheduled(
                        session(1),
                        PROGRAM,
                        OCCURRED,
                        SessionKind.FAMILY_THERAPY,
                        Instant.parse("2026-01-14T23:00:00Z"),
                        240,
                        Modality.VIDEO,
                        "staff-7",
                        12,
                        "evening",
                        UnusualLength.SPECIAL_PROGRAM,
                        null));
        add(
                "session.scheduled.1.bare",
                new SessionScheduled(
                        session(1),
                        PROGRAM,
                        OCCURRED,
                        SessionKind.SUPPORT,
                        Instant.parse("2026-01-14T23:00:00Z"),
                        120,
                        Modality.IN_PERSON,
                        "staff-7",
                        null,
                        null,
                        null,
                        null));
        add(
                "session.scheduled.1.judged",
                new SessionScheduled(
                        session(1),
                        PROGRAM,
                        OCCURRED,
                        SessionKind.SUPPORT,
                        Instant.parse("2026-01-14T23:00:00Z"),
                        120,
                        Modality.IN_PERSON,
                        "staff-7",
                        null,
                        null,
                        null,
                        2));
        add("session.cancelled.1", new SessionCancelled(session(1), PROGRAM, OCCURRED, CancellationReason.WEATHER));
    }

    private void admissions() {
        add(
                "journey.enrolled.1",
                new Enrolled(
                        JOURNEY,
                        PATIENT,
                        entry(1),
                        new Occurred(
                                Instant.parse("2026-01-05T14:00:00.123456Z"),
                                ZoneId.of("America/New_York"),
                                true,
                                false),
                        PROGRAM,
                        LevelOfCare.INTENSIVE_OUTPATIENT,
                        600,
                        "staff-7",
                        new TreeMap<>(Map.of("PSOURCE", 7, "DETCRIM", 3, "SUB1", 2, "NOPRIOR", 0)),
                        List.of("F10.20", "F12.10"),
                        new TreeMap<>(Map.of("study", "uis", "arm", "long")),
                        90,
                        journeyId(9),
                        2,
                        NOTE,
                        LateReason.IMPORTED,
                        entry(9)));
        add(
                "journey.enrolled.1.bare",
                new Enrolled(
                        JOURNEY,
                        PATIENT,
                        entry(1),
                        OCCURRED,
                        PROGRAM,
                        LevelOfCare.RESIDENTIAL_HIGH,
                        540,
                        "staff-7",
                        new TreeMap<>(),
                        List.of(),
                        new TreeMap<>(),
                        null,
                        null,
                        1,
                        null,
                        null,
                        null));
        add(
                "journey.enrolled.1.day-only",
                new Enrolled(
                        JOURNEY,
                        PATIENT,
                        entry(1),
                        new Occurred(Instant.parse("2026-01-05T17:00:00Z"), ZoneId.of("America/New_York"), false, true),
                        PROGRAM,
                        LevelOfCare.INTENSIVE_OUTPATIENT,
                        540,
                        "staff-7",
                        new TreeMap<>(),
                        List.of(),
                        new TreeMap<>(),
                        null,
                        null,
                        1,
                        null,
                        null,
                        null));
    }

    private void attendance() {
        add(
                "journey.session-attended.1",
                new SessionAttended(
                        JOURNEY,
                        PATIENT,
                        entry(2),
                        session(1),
                        OCCURRED,
                        SessionKind.SKILLS_DEVELOPMENT,
                        Modality.AUDIO_ONLY,
                        180,
                        170,
                        165,
                        null,
                        null,
                        entry(8),
                        WEEK,
                        2,
                        NOTE,
                        LateReason.DOCUMENTATION_DELAYED,
                        entry(9)));
        add(
                "journey.session-attended.1.bare",
                new SessionAttended(
                        JOURNEY,
                        PATIENT,
                        entry(2),
                        session(1),
                        OCCURRED,
                        SessionKind.INDIVIDUAL_COUNSELLING,
                        Modality.IN_PERSON,
                        60,
                        60,
                        0,
                        null,
                        null,
                        null,
                        WEEK,
                        1,
                        null,
                        null,
                        null));
        add(
                "journey.session-attended.1.timed",
                new SessionAttended(
                        JOURNEY,
                        PATIENT,
                        entry(2),
                        session(1),
                        OCCURRED,
                        SessionKind.SKILLS_DEVELOPMENT,
                        Modality.IN_PERSON,
                        60,
                        75,
                        60,
                        Instant.parse("2026-01-07T22:55:00Z"),
                        Instant.parse("2026-01-08T00:10:00Z"),
                        null,
                        WEEK,
                        2,
                        null,
                        null,
                        null));
        add(
                "journey.session-missed.1",
                new SessionMissed(
                        JOURNEY,
                        PATIENT,
                        entry(3),
                        session(2),
                        OCCURRED,
                        SessionKind.PSYCHOEDUCATION,
                        180,
                        AbsenceKind.EXCUSED,
                        AbsenceReason.ILLNESS,
                        Instant.parse("2026-01-07T15:30:00Z"),
                        WEEK,
                        2,
                        NOTE,
                        LateReason.LEARNED_LATER,
                        entry(9)));
        add(
                "journey.session-missed.1.bare",
                new SessionMissed(
                        JOURNEY,
                        PATIENT,
                        entry(3),
                        session(2),
                        OCCURRED,
                        SessionKind.EXPRESSIVE_THERAPY,
                        180,
                        AbsenceKind.NO_SHOW,
                        AbsenceReason.UNKNOWN,
                        null,
                        WEEK,
                        1,
                        null,
                        null,
                        null));
    }

    private void clinical() {
        add(
                "journey.relapse-reported.1",
                new RelapseReported(
                        JOURNEY,
                        PATIENT,
                        entry(4),
                        OCCURRED,
                        RelapseSource.COLLATERAL,
                        10,
                        RelapseSeverity.CRISIS,
                        2,
                        NOTE,
                        LateReason.SYSTEM_UNAVAILABLE,
                        entry(9)));
        add(
                "journey.relapse-reported.1.bare",
                new RelapseReported(
                        JOURNEY, PATIENT, entry(4), OCCURRED, RelapseSource.SELF, null, null, 1, null, null, null));
        var notConfirmed = RetractionReason.NOT_CONFIRMED;
        add(
                "journey.relapse-retracted.1",
                new RelapseRetracted(JOURNEY, PATIENT, OCCURRED, entry(4), notConfirmed, NOTE));
        add(
                "journey.relapse-retracted.1.bare",
                new RelapseRetracted(JOURNEY, PATIENT, OCCURRED, entry(4), notConfirmed, null));
        add(
                "journey.follow-up-recorded.1",
                new FollowUpRecorded(
                        JOURNEY,
                        PATIENT,
                        entry(5),
                        OCCURRED,
                        FollowUpMethod.RECORD,
                        FollowUpStatus.RETURN_TO_USE_OR_LOST,
                        2,
                        NOTE,
                        LateReason.IMPORTED,
                        entry(9)));
        add(
                "journey.follow-up-recorded.1.bare",
                new FollowUpRecorded(
                        JOURNEY,
                        PATIENT,
                        entry(5),
                        OCCURRED,
                        FollowUpMethod.TELEPHONE,
                        FollowUpStatus.NO_RETURN_REPORTED,
                        1,
                        null,
                        null,
                        null));
    }

    private void ends() {
        add(
                "journey.discharged.1",
                new Discharged(
                        JOURNEY,
                        PATIENT,
                        entry(6),
                        OCCURRED,
                        DischargeReason.COMPLETED,
                        LocalDate.of(2026, 1, 7),
                        new TreeMap<>(Map.of("SUB1", 1, "EMPLOY", 2)),
                        2,
                        NOTE,
                        LateReason.DOCUMENTATION_DELAYED,
                        entry(9)));
        add(
                "journey.discharged.1.bare",
                new Discharged(
                        JOURNEY,
                        PATIENT,
                        entry(6),
                        OCCURRED,
                        DischargeReason.DROPPED_OUT,
                        LocalDate.of(2026, 1, 7),
                        new TreeMap<>(),
                        1,
                        null,
                        null,
                        null));
        var returned = RescindReason.PATIENT_RETURNED;
        add(
                "journey.discharge-rescinded.1",
                new DischargeRescinded(JOURNEY, PATIENT, OCCURRED, entry(6), returned, NOTE));
        add(
                "journey.discharge-rescinded.1.bare",
                new DischargeRescinded(JOURNEY, PATIENT, OCCURRED, entry(6), returned, null));
        add(
                "journey.entry-voided.1",
                new EntryVoided(JOURNEY, PATIENT, OCCURRED, entry(2), VoidReason.CORRECTED, entry(7), NOTE));
        add(
                "journey.entry-voided.1.bare",
                new EntryVoided(JOURNEY, PATIENT, OCCURRED, entry(2), VoidReason.WRONG_PATIENT, null, null));
    }
}
