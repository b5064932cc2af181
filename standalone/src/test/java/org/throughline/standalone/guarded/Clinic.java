package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.throughline.standalone.Requests;

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
        return Requests.program("Guarded");
    }

    static String policyToAdopt(int retentionYears) {
        return Requests.policy(retentionYears);
    }

    String patientToRegister() {
        return Requests.patient(program, "Rosalind", "Featherstonehaugh");
    }

    String sessionToSchedule() {
        return Requests.session(program, STARTED, "kim");
    }

    String enrolment(String patient) {
        return Requests.enrolment(patient, program, STARTED.minus(Duration.ofHours(1)), "kim");
    }

    static String attendance(String session) {
        return Requests.attendance(session);
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
        return Requests.followUp(STARTED);
    }

    static String discharge() {
        return Requests.discharge(STARTED.plus(Duration.ofHours(3)));
    }
}
