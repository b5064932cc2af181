package org.throughline.testing;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.throughline.events.Contact;
import org.throughline.events.EntryId;
import org.throughline.events.ErasureBasis;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Identifier;
import org.throughline.events.JourneyId;
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
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.folds.Program;

/**
 * Sample events for tests, the same in every run. Times are written as a clock on the program's wall shows them
 * ({@code 2026-01-05T09:00}); the program is in New York, its weeks begin on Monday and demand nine hours.
 */
public final class Histories {
    /** Where the sample program is. */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** The sample program. */
    public static final ProgramId PROGRAM = program(1);

    private Histories() {}

    /** A sample program's id. */
    public static ProgramId program(int number) {
        return new ProgramId(id(1, number));
    }

    /** A sample patient's id. */
    public static PatientId patient(int number) {
        return new PatientId(id(2, number));
    }

    /** A sample session's id. */
    public static SessionId session(int number) {
        return new SessionId(id(3, number));
    }

    /** A sample journey's id. */
    public static JourneyId journeyId(int number) {
        return new JourneyId(id(4, number));
    }

    /** A sample entry's id. */
    public static EntryId entry(int number) {
        return new EntryId(id(5, number));
    }

    /** An id that looks like the UUIDv7 of a command, with a kind and a number in it. */
    public static UUID id(int kind, int number) {
        return new UUID(0x019b_0000_0000_7000L | kind, 0x8000_0000_0000_0000L | number);
    }

    /** A moment on the program's wall clock. */
    public static Occurred at(String local) {
        return at(local, ZONE);
    }

    /** A moment on the wall clock of a zone; of two equal ones, in autumn, the earlier. */
    public static Occurred at(String local, ZoneId zone) {
        return new Occurred(LocalDateTime.parse(local).atZone(zone).toInstant(), zone);
    }

    /** The sample program, opened in 2020. */
    public static ProgramPublished published() {
        return published(PROGRAM, "Riverside Intensive Outpatient", ZONE);
    }

    /** A program for adults at ASAM 2.1. */
    public static ProgramPublished published(ProgramId program, String name, ZoneId zone) {
        return published(program, name, zone, LevelOfCare.INTENSIVE_OUTPATIENT);
    }

    /** A program for adults. */
    public static ProgramPublished published(ProgramId program, String name, ZoneId zone, LevelOfCare level) {
        return new ProgramPublished(program, at("2020-01-01T08:00", zone), name, level, Population.ADULT, zone);
    }

    /** The sample program's first policy, in force from 2020 on. */
    public static PolicyAdopted adopted() {
        return adopted(1, "2020-01-01", ProgramPolicy.ADULT);
    }

    /** A policy of the sample program, adopted on the day it is in force from. */
    public static PolicyAdopted adopted(int version, String effectiveFrom, ProgramPolicy policy) {
        return new PolicyAdopted(
                PROGRAM, at(effectiveFrom + "T08:00"), version, LocalDate.parse(effectiveFrom), policy);
    }

    /** The sample program with these policies, or with its first one only. */
    public static Program programWith(PolicyAdopted... policies) {
        return new Program(published(), policies.length == 0 ? List.of(adopted()) : List.of(policies));
    }

    /** A residential program in the same place, with the same policy. */
    public static Program residential() {
        var published = published(program(2), "Hillside House", ZONE, LevelOfCare.RESIDENTIAL_HIGH);
        var adopted = adopted();
        return new Program(
                published,
                List.of(new PolicyAdopted(
                        published.programId(),
                        adopted.occurred(),
                        adopted.version(),
                        adopted.effectiveFrom(),
                        adopted.policy())));
    }

    /** A patient of the sample program whose identity is known. */
    public static PatientRegistered registered(PatientId patient, String given, String family) {
        return new PatientRegistered(
                patient,
                PROGRAM,
                at("2025-12-01T09:00"),
                Personal.known(new PersonName(given, family)),
                Personal.known(LocalDate.of(1988, 2, 29)),
                null,
                Personal.known(new Contact("+1 555 0100", "someone@example.org", "1 River Road")),
                Personal.known(
                        List.of(new Identifier("mrn", "R-" + patient.value().getLeastSignificantBits()))));
    }

    /** The end of a patient's key. */
    public static PersonalDataErased erased(PatientId patient, UUID keyId) {
        return new PersonalDataErased(patient, at("2026-06-01T09:00"), keyId, ErasureBasis.PATIENT_REQUEST, null);
    }

    /** A planned session of the sample program. */
    public static SessionScheduled scheduled(SessionId session, String starts, int minutes) {
        return new SessionScheduled(
                session,
                PROGRAM,
                at("2025-12-01T09:00"),
                SessionKind.SKILLS_DEVELOPMENT,
                at(starts).at(),
                minutes,
                Modality.IN_PERSON,
                "staff-7",
                12,
                "evening",
                null,
                null);
    }

    /** A journey of the patient with the same number in the sample program, to be told step by step. */
    public static JourneyHistory journey(int number) {
        return new JourneyHistory(number, programWith());
    }

    /** A journey that is told step by step, in a program with its own policies. */
    public static JourneyHistory journey(int number, Program program) {
        return new JourneyHistory(number, program);
    }

    /** The program and its policy, a patient, and the patient's journey: a history that holds together. */
    public static List<HistoryEvent> whole(JourneyHistory journey) {
        var events = new ArrayList<HistoryEvent>();
        events.add(published());
        events.add(adopted());
        events.add(registered(journey.patient(), "Ada", "Example"));
        events.addAll(journey.events());
        return List.copyOf(events);
    }

    static SortedMap<String, Integer> teds() {
        return new TreeMap<>(Map.of("SUB1", 2, "EMPLOY", 3, "LIVARAG", 3, "ARRESTS", 0));
    }
}
