package org.throughline.standalone;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The plainest requests that are carried out, as JSON: what a program, a patient and a journey of theirs need. */
public final class Requests {
    private Requests() {}

    /** A program of nine hours a week for adults. */
    public static String program(String name) {
        return """
                {"name": "%s", "levelOfCare": "2.1", "population": "adult", "timeZone": "America/New_York"}""".formatted(name);
    }

    /** A policy that keeps personal data for some years after the last contact. */
    public static String policy(int retentionYears) {
        return """
                {"effectiveFrom": "2020-01-01", "policy": {"weekStart": "MONDAY", "weeklyMinutes": 540,
                 "usualShortestMinutes": 60, "usualLongestMinutes": 180, "longestMinutes": 360, "lateAfterHours": 24,
                 "makeUpWithinDays": 14, "absencesInARow": 3, "silenceDays": 30, "retentionYears": %d}}""".formatted(retentionYears);
    }

    /** Somebody with everything that a registration can tell. */
    public static String patient(String program, String given, String family) {
        return """
                {"programId": "%s", "name": {"given": "%s", "family": "%s"},
                 "birthDate": "1990-05-17", "contact": {"telephone": "555-0100", "email": "r@example.org",
                 "address": "1 Some Street"}, "identifiers": [{"system": "mrn", "value": "4711"}]}""".formatted(program, given, family);
    }

    /** A session of two hours. */
    public static String session(String program, Instant starts, String facilitator) {
        return """
                {"programId": "%s", "kind": "support", "starts": "%s", "minutes": 120, "modality": "in-person",
                 "facilitator": "%s", "capacity": 12, "group": "evening"}""".formatted(program, starts, facilitator);
    }

    /** An admission with everything that it can tell. */
    public static String enrolment(String patient, String program, Instant admitted, String clinician) {
        return """
                {"patientId": "%s", "programId": "%s", "admittedAt": "%s", "weeklyMinutes": 540, "clinician": "%s",
                 "teds": {"SUB1": 2}, "diagnoses": ["F10.20"], "attributes": {"court": "yes"}, "plannedDays": 90,
                 "note": "a note"}""".formatted(patient, program, admitted, clinician);
    }

    /** Somebody was there for most of a session of two hours. */
    public static String attendance(String session) {
        return """
                {"sessionId": "%s", "presentMinutes": 115, "creditedMinutes": 110, "modality": "in-person",
                 "note": "a note"}""".formatted(session);
    }

    /** A telephone call. */
    public static String followUp(Instant occurred) {
        return """
                {"occurredAt": "%s", "method": "telephone", "status": "no-return-reported",
                 "note": "a note"}""".formatted(occurred);
    }

    /** The end of a journey, with the last contact on that day in New York. */
    public static String discharge(Instant ended) {
        return """
                {"occurredAt": "%s", "reason": 1, "lastContact": "%s", "teds": {"SUB1": 1},
                 "note": "a note"}""".formatted(ended, ended.atZone(ZoneId.of("America/New_York")).toLocalDate());
    }

    /** A while ago, to the second. */
    public static Instant ago(Duration before) {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond()).minus(before);
    }
}
