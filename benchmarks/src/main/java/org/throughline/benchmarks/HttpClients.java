package org.throughline.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import org.throughline.events.SessionId;
import tools.jackson.databind.json.JsonMapper;

/** Clients of the REST interface who each register one patient after the other and record what they attended. */
final class HttpClients {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WholeProcess whole;
    private final Clinic clinic;
    private final String token;

    /** Clients who treat in the clinic's program. */
    HttpClients(WholeProcess whole, Clinic clinic) {
        this.whole = whole;
        this.clinic = clinic;
        this.token = whole.token(clinic.program());
    }

    /** One more. */
    Clients.Client make() {
        return new One(whole.api(token));
    }

    private final class One implements Clients.Client {
        private final WholeProcess.Api api;
        private Iterator<SessionId> sessions = Collections.emptyIterator();
        private String patient = "";
        private String journey = "";

        One(WholeProcess.Api api) {
            this.api = api;
        }

        @Override
        public void step() throws IOException {
            if (!journey.isEmpty() && sessions.hasNext()) {
                api.record("/journeys/" + journey + "/attendance", attendance(sessions.next()));
            } else if (patient.isEmpty()) {
                patient = id(api.record("/patients", patient()));
            } else {
                journey = id(api.record("/journeys", enrolment(patient, clinic.admission())));
                patient = "";
                sessions = clinic.sessions().iterator();
            }
        }

        private static String id(String answer) {
            return JSON.readTree(answer).get("id").asString();
        }

        private String patient() {
            return """
                    {"programId": "%s", "name": {"given": "Measured", "family": "Patient"},
                     "birthDate": "1980-02-29"}""".formatted(clinic.program());
        }

        private String enrolment(String patient, Instant admitted) {
            return """
                    {"patientId": "%s", "programId": "%s", "admittedAt": "%s", "weeklyMinutes": 540,
                     "teds": {"SUB1": 5, "FREQ1": 3, "SERVICES": 6}, "diagnoses": ["F11.20"], "plannedDays": 56,
                     "late": "documentation-delayed"}""".formatted(patient, clinic.program(), admitted);
        }

        private static String attendance(SessionId session) {
            return """
                    {"sessionId": "%s", "presentMinutes": 180, "note": "Took part, spoke about the weekend.",
                     "late": "documentation-delayed"}""".formatted(session);
        }
    }
}
