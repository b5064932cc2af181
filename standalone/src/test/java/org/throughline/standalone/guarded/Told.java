package org.throughline.standalone.guarded;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A patient about whom everything was told that can be told, in texts that stand nowhere else, on a journey with every kind
 * of entry.
 */
final class Told {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Each is born on another day, long before anything else that is told here. */
    private final LocalDate born = LocalDate.of(1931, 7, 23).plusDays(COUNT.getAndIncrement());

    final Clinic clinic;
    final String mark;
    final String family;
    final List<String> notes = new ArrayList<>();
    final List<String> entries = new ArrayList<>();
    String patient = "";
    String journey = "";
    private int version;

    private Told(Clinic clinic, String mark) {
        this.clinic = clinic;
        this.mark = mark;
        this.family = mark + "family";
    }

    /** A patient who is registered, no more. */
    static Told registered(Clinic clinic, String mark) {
        var told = new Told(clinic, mark);
        told.register();
        return told;
    }

    /** A patient with a journey that has ended. */
    static Told everything(Clinic clinic, String mark) {
        var told = registered(clinic, mark);
        told.live();
        return told;
    }

    /** Every text that nobody may read any more once the key is destroyed, as it could be shown anywhere. */
    List<String> secrets() {
        var secrets = new ArrayList<>(notes);
        secrets.addAll(List.of(mark, born.toString()));
        for (var written : List.of("d MMM uuuu", "d MMMM uuuu", "MMM d, uuuu", "MMMM d, uuuu")) {
            secrets.add(born.format(DateTimeFormatter.ofPattern(written, Locale.US)));
        }
        return secrets;
    }

    private void register() {
        patient = Clinic.id(
                clinic.clinician().post("/api/record/patients", """
                {"programId": "%1$s", "name": {"given": "%2$sgiven", "family": "%3$s"}, "birthDate": "%4$s",
                 "contact": {"telephone": "%2$stelephone", "email": "%2$semail", "address": "%2$saddress"},
                 "identifiers": [{"system": "mrn", "value": "%2$snumber"}]}""".formatted(clinic.program(), mark, family, born)));
    }

    private void live() {
        journey = Clinic.id(
                clinic.clinician().post("/api/record/journeys", noted(clinic.enrolment(patient), "enrolment")));
        version = 1;
        var attended = recorded("attendance", noted(Clinic.attendance(clinic.session()), "attendance"));
        recorded("absences", noted(Clinic.absence(clinic.session()), "absence"));
        var relapse = recorded("relapses", noted(Clinic.relapse(), "relapse"));
        recorded("relapses/" + relapse + "/retraction", noted("{\"reason\": \"not-confirmed\"}", "retraction"));
        var followed = recorded("follow-ups", noted(Clinic.followUp(), "follow-up"));
        var right = noted(Clinic.attendance(clinic.session()), "replacement")
                .replaceFirst("\\{", "{\"kind\": \"attendance\", ");
        var replacement = recorded(
                "entries/" + attended + "/correction", noted("{\"replacement\": " + right + "}", "correction"));
        version++;
        recorded("entries/" + followed + "/voiding", noted("{\"reason\": \"duplicate\"}", "voiding"));
        recorded("discharge", noted(Clinic.discharge(), "discharge"));
        recorded("discharge/rescission", noted("{\"reason\": \"patient-returned\"}", "rescission"));
        recorded("discharge", noted(Clinic.discharge(), "last"));
        entries.addAll(List.of(replacement, relapse));
    }

    private String recorded(String address, String body) {
        var answer = clinic.supervisor()
                .post("/api/record/journeys/" + journey + "/" + address, body, "If-Match", "\"" + version + "\"");
        Clinic.id(answer);
        version++;
        return answer.text("/entryId");
    }

    /** One more entry. */
    void followUp(String about) {
        recorded("follow-ups", noted(Clinic.followUp(), about));
    }

    private String noted(String body, String about) {
        var note = mark + "note<" + about + ">";
        notes.add(note);
        return body.contains("\"a note\"")
                ? body.replace("\"a note\"", "\"" + note + "\"")
                : body.substring(0, body.lastIndexOf('}')) + ", \"note\": \"" + note + "\"}";
    }

    Answer erased(String... headers) {
        return Clinic.ADMINISTRATOR.post(
                "/api/record/patients/" + patient + "/erasure", "{\"basis\": \"patient-request\"}", headers);
    }
}
