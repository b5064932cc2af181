package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** A program of its own with the people who work in it, and the plainest requests that are carried out. */
record Clinic(String program) {
    /** When its sessions began, each on a minute of its own; patients were admitted an hour before. */
    @SuppressWarnings("TimeInStaticInitializer") // the rules look at a real clock
    static final Instant STARTED = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(5));

    static final Guest ADMINISTRATOR = Guest.of("ada", "administrator");

    /** Opens one that keeps personal data for some years after the last contact. */
    static Clinic open(int retentionYears) {
        var program = published();
        var clinic = new Clinic(program);
        id(ADMINISTRATOR.post("/api/record/programs/" + program + "/policies", policyToAdopt(retentionYears)));
        return clinic;
    }

    /** A program without a policy. */
    static String published() {
        return id(ADMINISTRATOR.post("/api/record/programs", programToPublish()));
    }

    static String id(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.text("/id");
    }

    static String entry(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.text("/entryId");
    }

    Guest clinician() {
        return Guest.of("kim", "clinician", program);
    }

    Guest supervisor() {
        return Guest.of("sam", "supervisor", program);
    }

    Guest manager() {
        return Guest.of("may", "manager", program);
    }

    /** Somebody who does the same work elsewhere. */
    Guest stranger() {
        return Guest.of("zoe", "clinician", "0199ffff-0000-7000-8000-000000000000");
    }

    String patient() {
        return id(clinician().post("/api/record/patients", patientToRegister()));
    }

    String session() {
        return id(clinician().post("/api/record/sessions", sessionToSchedule()));
    }

    String journey() {
        return id(clinician().post("/api/record/journeys", enrolment(patient())));
    }

    static String programToPublish() {
        return """
                {"name": "Guarded", "levelOfCare": "2.1", "population": "adult", "timeZone": "America/New_York"}""";
    }

    static String policyToAdopt(int retentionYears) {
        return """
                {"effectiveFrom": "2020-01-01", "policy": {"weekStart": "MONDAY", "weeklyMinutes": 540,
                 "usualShortestMinutes": 60, "usualLongestMinutes": 180, "longestMinutes": 360, "lateAfterHours": 24,
                 "makeUpWithinDays": 14, "absencesInARow": 3, "silenceDays": 30, "retentionYears": %d}}""".formatted(retentionYears);
    }

    String patientToRegister() {
        return """
                {"programId": "%s", "name": {"given": "Rosalind", "family": "Featherstonehaugh"},
                 "birthDate": "1990-05-17", "contact": {"telephone": "555-0100", "email": "r@example.org",
                 "address": "1 Some Street"}, "identifiers": [{"system": "mrn", "value": "4711"}]}""".formatted(program);
    }

    String sessionToSchedule() {
        return """
                {"programId": "%s", "kind": "support", "starts": "%s", "minutes": 120, "modality": "in-person",
                 "facilitator": "kim", "capacity": 12, "group": "evening"}""".formatted(program, STARTED);
    }

    String enrolment(String patient) {
        return """
                {"patientId": "%s", "programId": "%s", "admittedAt": "%s", "weeklyMinutes": 540, "clinician": "kim",
                 "teds": {"SUB1": 2}, "diagnoses": ["F10.20"], "attributes": {"court": "yes"}, "plannedDays": 90,
                 "note": "a note"}""".formatted(patient, program, STARTED.minus(Duration.ofHours(1)));
    }

    static String attendance(String session) {
        return """
                {"sessionId": "%s", "presentMinutes": 115, "creditedMinutes": 110, "modality": "in-person",
                 "note": "a note"}""".formatted(session);
    }

    static String absence(String session) {
        return """
                {"sessionId": "%s", "absence": "excused", "reason": "illness", "notifiedAt": "%s",
                 "note": "a note"}""".formatted(session, STARTED);
    }

    static String relapse() {
        return """
                {"occurredAt": "%s", "source": "self", "substance": 2, "severity": "lapse",
                 "note": "a note"}""".formatted(STARTED);
    }

    static String followUp() {
        return """
                {"occurredAt": "%s", "method": "telephone", "status": "no-return-reported",
                 "note": "a note"}""".formatted(STARTED);
    }

    static String discharge() {
        var ended = STARTED.plus(Duration.ofHours(3));
        return """
                {"occurredAt": "%s", "reason": 1, "lastContact": "%s", "teds": {"SUB1": 1},
                 "note": "a note"}""".formatted(ended, ended.atZone(ZoneId.of("America/New_York")).toLocalDate());
    }
}
