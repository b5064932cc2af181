package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@OverHttp
class RecordingAJourneyOverHttpTest {
    @Autowired
    private Client client;

    @Test
    void answers_what_was_made_with_its_id_version_place_and_address() {
        var answer = client.send(client.clinician(), "/patients", Client.patientOf(client.program()));

        assertThat(answer)
                .hasStatus(201)
                .hasContentType(MediaType.APPLICATION_JSON)
                .hasHeader("ETag", "\"1\"")
                .hasHeader("Location", "/api/patients/" + Client.read(answer, "$.id"))
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
        assertThat(UUID.fromString(Client.read(answer, "$.id")).version()).isEqualTo(7);
        assertThat(Client.<Integer>read(answer, "$.version")).isEqualTo(1);
        assertThat(Client.<Integer>read(answer, "$.position")).isPositive();
        assertThat(Client.<Boolean>read(answer, "$.replayed")).isFalse();
    }

    @Test
    void publishes_a_program_and_adopts_a_policy() {
        var published = client.send(client.admin(), "/programs", Client.PROGRAM);
        var adopted =
                client.send(client.admin(), "/programs/" + Client.read(published, "$.id") + "/policies", Client.POLICY);

        assertThat(adopted).hasStatus(201).hasHeader("ETag", "\"2\"");
        assertThat(Client.<String>read(adopted, "$.id")).isEqualTo(Client.read(published, "$.id"));
    }

    @Test
    void schedules_a_session_and_calls_it_off() {
        var session = client.session();

        assertThat(client.send(
                        client.clinician(), "/sessions/" + session + "/cancellation", "{\"reason\": \"weather\"}"))
                .hasStatus(201)
                .hasHeader("ETag", "\"2\"");
    }

    @Test
    void follows_a_journey_from_enrolment_to_its_end_and_back() {
        var journey = "/journeys/" + client.journey();
        var entry =
                entry(client.send(client.clinician(), journey + "/attendance", Client.attendance(client.session())));
        entry(client.send(client.clinician(), journey + "/absences", Client.absence(client.session())));
        var relapse = entry(client.send(client.clinician(), journey + "/relapses", Client.relapse()));
        entry(client.send(client.clinician(), journey + "/follow-ups", Client.followUp()));
        assertThat(client.send(
                        client.clinician(),
                        journey + "/relapses/" + relapse + "/retraction",
                        "{\"reason\": \"not-confirmed\"}"))
                .hasStatus(201)
                .hasHeader("ETag", "\"6\"");
        var corrected = client.send(
                client.clinician(),
                journey + "/entries/" + entry + "/correction",
                "{\"replacement\": {\"kind\": \"attendance\", \"sessionId\": \"%s\", \"presentMinutes\": 90}}"
                        .formatted(client.session()),
                "If-Match",
                "\"6\"");
        assertThat(corrected).hasStatus(201).hasHeader("ETag", "\"8\"");
        assertThat(client.send(
                        client.clinician(),
                        journey + "/entries/" + entry(corrected) + "/voiding",
                        "{\"reason\": \"duplicate\"}",
                        "If-Match",
                        "\"8\""))
                .hasStatus(201);
        var ended = client.send(client.clinician(), journey + "/discharge", Client.discharge(), "If-Match", "\"9\"");
        assertThat(ended).hasStatus(201).hasHeader("Location", "/api" + journey);
        assertThat(client.send(
                        client.supervisor(),
                        journey + "/discharge/rescission",
                        "{\"reason\": \"patient-returned\"}",
                        "If-Match",
                        "\"10\""))
                .hasStatus(201)
                .hasHeader("ETag", "\"11\"");
    }

    @Test
    void takes_the_kind_of_an_entry_where_the_address_says_the_same() {
        var journey = "/journeys/" + client.journey();

        assertThat(client.send(
                        client.clinician(),
                        journey + "/relapses",
                        Client.relapse().replace("{", "{\"kind\": \"relapse\", ")))
                .hasStatus(201);
        assertThat(client.send(
                        client.clinician(),
                        journey + "/relapses",
                        Client.relapse().replace("{", "{\"kind\": \"absence\", ")))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("kind");
    }

    @Test
    void destroys_personal_data_once() {
        var patient = client.patient();
        var erasure = "/patients/" + patient + "/erasure";
        var basis = "{\"basis\": \"registered-in-error\"}";

        assertThat(client.send(client.admin(), erasure, basis)).hasStatus(201);
        assertThat(client.send(client.admin(), erasure, basis))
                .hasStatus(410)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/personal-data-erased");
    }

    private static String entry(MvcTestResult answer) {
        assertThat(answer).hasStatus(201);
        return Client.read(answer, "$.entryId");
    }
}
