package org.throughline.standalone.guarded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Every command, by its address as the application knows it, with a request that is carried out. */
final class Commands {
    /**
     * A request that is carried out once.
     *
     * @param by whose right it is
     * @param version what it insists on; empty if it insists on nothing
     */
    record Request(Guest by, String path, String body, String version) {
        Answer send(Guest guest, String body, String... headers) {
            return guest.post(path, body, with(headers));
        }

        Answer send() {
            return send(by, body);
        }

        String[] with(String... headers) {
            if (version.isEmpty()) {
                return headers;
            }
            var all = new String[headers.length + 2];
            System.arraycopy(headers, 0, all, 2, headers.length);
            all[0] = "If-Match";
            all[1] = "\"" + version + "\"";
            return all;
        }
    }

    private static final Map<String, Function<Clinic, Request>> ALL = new LinkedHashMap<>();

    static {
        put("patients", c -> request(c.clinician(), "patients", c.patientToRegister()));
        put(
                "patients/{patient}/erasure",
                c -> request(
                        Clinic.ADMINISTRATOR,
                        "patients/" + c.patient() + "/erasure",
                        "{\"basis\": \"registered-in-error\"}"));
        put("programs", c -> request(Clinic.ADMINISTRATOR, "programs", Clinic.programToPublish()));
        put(
                "programs/{program}/policies",
                c -> request(
                        Clinic.ADMINISTRATOR, "programs/" + Clinic.published() + "/policies", Clinic.policyToAdopt(6)));
        put("sessions", c -> request(c.clinician(), "sessions", c.sessionToSchedule()));
        put(
                "sessions/{session}/cancellation",
                c -> request(c.clinician(), "sessions/" + c.session() + "/cancellation", "{\"reason\": \"weather\"}"));
        put("journeys", c -> request(c.clinician(), "journeys", c.enrolment(c.patient())));
        entries();
        changes();
    }

    private Commands() {}

    private static void entries() {
        put("journeys/{journey}/attendance", c -> on(c, c.journey(), "attendance", Clinic.attendance(c.session())));
        put("journeys/{journey}/absences", c -> on(c, c.journey(), "absences", Clinic.absence(c.session())));
        put("journeys/{journey}/relapses", c -> on(c, c.journey(), "relapses", Clinic.relapse()));
        put("journeys/{journey}/follow-ups", c -> on(c, c.journey(), "follow-ups", Clinic.followUp()));
        put("journeys/{journey}/discharge", c -> on(c, c.journey(), "discharge", Clinic.discharge(), "1"));
    }

    private static void changes() {
        put("journeys/{journey}/relapses/{entry}/retraction", c -> {
            var journey = c.journey();
            var entry =
                    Clinic.entry(on(c, journey, "relapses", Clinic.relapse()).send());
            return on(
                    c,
                    journey,
                    "relapses/" + entry + "/retraction",
                    "{\"reason\": \"not-confirmed\", \"note\": \"a note\"}");
        });
        put("journeys/{journey}/discharge/rescission", c -> {
            var journey = c.journey();
            Clinic.id(on(c, journey, "discharge", Clinic.discharge(), "1").send());
            return on(
                    c,
                    journey,
                    "discharge/rescission",
                    "{\"reason\": \"patient-returned\", \"note\": \"a note\"}",
                    "2");
        });
        put("journeys/{journey}/entries/{entry}/correction", c -> {
            var journey = c.journey();
            var entry =
                    Clinic.entry(on(c, journey, "follow-ups", Clinic.followUp()).send());
            var replacement = Clinic.followUp().replaceFirst("\\{", "{\"kind\": \"follow-up\", ");
            return on(
                    c,
                    journey,
                    "entries/" + entry + "/correction",
                    "{\"replacement\": " + replacement + ", \"note\": \"a note\"}",
                    "2");
        });
        put("journeys/{journey}/entries/{entry}/voiding", c -> {
            var journey = c.journey();
            var entry =
                    Clinic.entry(on(c, journey, "follow-ups", Clinic.followUp()).send());
            return on(
                    c,
                    journey,
                    "entries/" + entry + "/voiding",
                    "{\"reason\": \"duplicate\", \"note\": \"a note\"}",
                    "2");
        });
    }

    private static void put(String address, Function<Clinic, Request> fresh) {
        ALL.put("POST /api/record/" + address, fresh);
    }

    private static Request request(Guest by, String address, String body) {
        return new Request(by, "/api/record/" + address, body, "");
    }

    private static Request on(Clinic clinic, String journey, String address, String body) {
        return on(clinic, journey, address, body, "");
    }

    private static Request on(Clinic clinic, String journey, String address, String body, String version) {
        return new Request(clinic.supervisor(), "/api/record/journeys/" + journey + "/" + address, body, version);
    }

    static Set<String> all() {
        return ALL.keySet();
    }

    static Request fresh(String command, Clinic clinic) {
        return Objects.requireNonNull(ALL.get(command)).apply(clinic);
    }
}
