package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@OverHttp
class RepeatingARequestTest {
    private static final String KEY = "Idempotency-Key";
    private static final String MATCH = "If-Match";

    @Autowired
    private Client client;

    @Autowired
    private MockMvcTester web;

    @Test
    void gives_the_same_answer_again() {
        var key = Client.someId();
        var body = Client.patientOf(client.program());
        var first = client.send(client.clinician(), "/patients", body, KEY, key);
        var again = client.send(client.clinician(), "/patients", body.replace(", ", ",   "), KEY, key);

        assertThat(first).hasStatus(201);
        assertThat(again).hasStatus(200).hasHeader("ETag", "\"1\"");
        assertThat(Client.<String>read(again, "$.id")).isEqualTo(Client.read(first, "$.id"));
        assertThat(Client.<Integer>read(again, "$.position")).isEqualTo(Client.<Integer>read(first, "$.position"));
        assertThat(Client.<Boolean>read(again, "$.replayed")).isTrue();
    }

    @Test
    void gives_the_entry_again_too() {
        var relapses = "/journeys/" + client.journey() + "/relapses";
        var key = Client.someId();
        var first = client.send(client.clinician(), relapses, Client.relapse(), KEY, key);
        var again = client.send(client.clinician(), relapses, Client.relapse(), KEY, key);

        assertThat(first).hasStatus(201);
        assertThat(Client.<String>read(again, "$.entryId")).isEqualTo(Client.read(first, "$.entryId"));
    }

    @Test
    void refuses_the_key_for_anything_else() {
        var key = Client.someId();
        var body = Client.patientOf(client.program());
        assertThat(client.send(client.clinician(), "/patients", body, KEY, key)).hasStatus(201);

        for (var other : List.of(
                client.send(client.clinician(), "/patients", body.replace("Rosalind", "Rosa"), KEY, key),
                client.send(client.clinician(), "/sessions", Client.sessionOf(client.program()), KEY, key))) {
            assertThat(other).hasStatus(422);
            assertThat(Client.<String>read(other, "$.type")).isEqualTo("/problems/idempotency-key-reused");
        }
    }

    @Test
    void keeps_the_keys_of_two_people_apart() {
        var key = Client.someId();
        var body = Client.patientOf(client.program());

        assertThat(client.send(client.clinician(), "/patients", body, KEY, key)).hasStatus(201);
        assertThat(client.send(client.supervisor(), "/patients", body, KEY, key))
                .hasStatus(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with spaces in it", "quotes\"in-it", "ключ-который-длинный", ""})
    void wants_keys_of_a_plain_form(String key) {
        var answer = client.send(client.clinician(), "/patients", Client.patientOf(client.program()), KEY, key);

        assertThat(answer).hasStatus(400);
        assertThat(Client.<String>read(answer, "$.type")).isEqualTo("/problems/bad-header");
        assertThat(Client.<String>read(answer, "$.errors[0].field")).isEqualTo(KEY);
    }

    @Test
    void wants_a_header_once() {
        var answer = web.post()
                .uri("/api/record/patients")
                .header("Authorization", "Bearer " + client.clinician())
                .header(KEY, "one-key-or", "another-key")
                .contentType(MediaType.APPLICATION_JSON)
                .content(Client.patientOf(client.program()))
                .exchange();

        assertThat(answer).hasStatus(400).bodyText().contains("twice");
    }

    @Test
    void wants_a_version_for_what_others_may_be_looking_at() {
        var journey = "/journeys/" + client.journey();
        var entry = UUID.randomUUID();

        for (var answer : List.of(
                client.send(client.clinician(), journey + "/discharge", Client.discharge()),
                client.send(client.supervisor(), journey + "/discharge/rescission", "{}"),
                client.send(client.clinician(), journey + "/entries/" + entry + "/correction", "{}"),
                client.send(client.clinician(), journey + "/entries/" + entry + "/voiding", "{}"))) {
            assertThat(answer).hasStatus(428);
            assertThat(Client.<String>read(answer, "$.type")).isEqualTo("/problems/version-required");
            assertThat(Client.<String>read(answer, "$.errors[0].field")).isEqualTo(MATCH);
        }
    }

    @Test
    void tells_what_happened_meanwhile() {
        var journey = "/journeys/" + client.journey();
        assertThat(client.send(client.clinician(), journey + "/relapses", Client.relapse()))
                .hasStatus(201);

        var stale = client.send(client.clinician(), journey + "/discharge", Client.discharge(), MATCH, "\"1\"");

        assertThat(stale).hasStatus(412).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(Client.<String>read(stale, "$.type")).isEqualTo("/problems/stale-version");
        assertThat(Client.<List<String>>read(stale, "$.meanwhile[*].name")).containsExactly("journey.relapse-reported");
        assertThat(Client.<String>read(stale, "$.meanwhile[0].actor")).isEqualTo("kim");
        assertThat(Client.<String>read(stale, "$.meanwhile[0].role")).isEqualTo("clinician");
        assertThat(Client.<Integer>read(stale, "$.meanwhile[0].position")).isPositive();
        assertThat(Client.<String>read(stale, "$.meanwhile[0].recordedAt")).endsWith("Z");
    }

    @Test
    void honours_a_version_that_was_not_asked_for() {
        var journey = "/journeys/" + client.journey();

        assertThat(client.send(client.clinician(), journey + "/relapses", Client.relapse(), MATCH, "\"5\""))
                .hasStatus(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "W/\"1\"", "*", "\"-1\"", "\"1\", \"2\"", "\"99999999999999999999\"", "\"one\"", ""})
    void wants_a_version_as_the_etag_gave_it(String version) {
        MvcTestResult answer = client.send(
                client.clinician(), "/journeys/" + client.journey() + "/discharge", Client.discharge(), MATCH, version);

        assertThat(answer).hasStatus(400);
        assertThat(Client.<String>read(answer, "$.errors[0].field")).isEqualTo(MATCH);
    }
}
