package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@OverHttp
class ComingInTest {
    @Autowired
    private Client client;

    @Autowired
    private MockMvcTester web;

    @Test
    void needs_somebody_who_is_signed_in() {
        var answer = client.send(null, "/patients", "{}");

        assertThat(answer)
                .hasStatus(401)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .hasHeader("WWW-Authenticate", "Bearer");
        assertThat(Client.<String>read(answer, "$.type")).isEqualTo("/problems/not-signed-in");
    }

    @Test
    void believes_no_token_that_is_not_ours_whole_and_in_time() {
        for (var token : List.of(
                Bearer.forged(),
                Bearer.expired(),
                Bearer.endless(),
                Bearer.ofNobody(),
                Bearer.ofAnotherKey(),
                Bearer.unsigned(),
                "not.a.token",
                "x")) {
            assertThat(client.send(token, "/patients", "{}"))
                    .hasStatus(401)
                    .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .hasHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void sends_nobody_away_for_a_program_that_is_no_id() {
        assertThat(client.send(
                        Bearer.of("kim", "clinician", "riverside", client.program()),
                        "/patients",
                        Client.patientOf(client.program())))
                .hasStatus(201);
    }

    @Test
    void keeps_the_patients_of_another_program_out_of_reach() {
        var stranger = Bearer.of("zoe", "clinician", Client.someId());

        for (var answer : List.of(
                client.send(stranger, "/patients", Client.patientOf(client.program())),
                client.send(stranger, "/sessions", Client.sessionOf(client.program())),
                client.send(stranger, "/journeys", Client.enrolmentOf(client.patient(), client.program())))) {
            assertThat(answer).hasStatus(403).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(Client.<String>read(answer, "$.type")).isEqualTo("/problems/other-program");
        }
    }

    @Test
    void tells_nobody_of_another_program_which_journeys_there_are() {
        var stranger = Bearer.of("zoe", "clinician", Client.someId());
        var theirs = client.send(stranger, "/journeys/" + client.journey() + "/relapses", Client.relapse());
        var nowhere = client.send(stranger, "/journeys/" + Client.someId() + "/relapses", Client.relapse());

        assertThat(theirs).hasStatus(404);
        assertThat(nowhere).hasStatus(404);
        assertThat(butForTheCorrelation(theirs)).isEqualTo(butForTheCorrelation(nowhere));
    }

    private static String butForTheCorrelation(MvcTestResult answer) {
        return Client.text(answer).replaceFirst("\"correlation\":\"[0-9a-f-]{36}\"", "");
    }

    @Test
    void keeps_roles_to_what_is_theirs() {
        var answer = client.send(Bearer.of("rae", "researcher", client.program()), "/patients", "{}");

        assertThat(answer).hasStatus(403);
        assertThat(Client.<String>read(answer, "$.type")).isEqualTo("/problems/not-permitted");
    }

    @Test
    void protects_sessions_from_other_sites_and_needs_no_protection_for_tokens() {
        var asKim = user("kim")
                .authorities(
                        new SimpleGrantedAuthority("ROLE_clinician"),
                        new SimpleGrantedAuthority("PROGRAM_" + client.program()));
        var request = Client.patientOf(client.program());

        assertThat(web.post()
                        .uri("/api/record/patients")
                        .with(asKim)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(request))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/no-csrf-token");
        assertThat(web.post()
                        .uri("/api/record/patients")
                        .with(asKim)
                        .with(csrf().asHeader())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(request))
                .hasStatus(201);
        assertThat(web.post()
                        .uri("/api/record/patients")
                        .with(asKim)
                        .with(csrf().useInvalidToken().asHeader())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(request))
                .hasStatus(403);
    }

    @Test
    void does_not_take_a_made_up_token_instead_of_a_session_s_protection() {
        assertThat(web.post()
                        .uri("/api/record/patients")
                        .with(user("kim").roles("clinician"))
                        .header("Authorization", "Bearer made.up.token")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(401);
    }

    @Test
    void says_what_is_wrong_with_the_method_the_type_and_the_address() {
        var token = "Bearer " + client.clinician();

        assertThat(web.method(HttpMethod.PUT).uri("/api/record/patients").header("Authorization", token))
                .hasStatus(405)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .hasHeader("Allow", "POST");
        assertThat(web.post()
                        .uri("/api/record/patients")
                        .header("Authorization", token)
                        .contentType(MediaType.APPLICATION_XML)
                        .content("<patient/>"))
                .hasStatus(415)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(web.post()
                        .uri("/api/record/patients")
                        .header("Authorization", token)
                        .accept(MediaType.TEXT_HTML)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(406)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        for (var path : List.of("/journeys/nowhere/relapses", "/journeys/" + Client.someId() + "/nothing")) {
            assertThat(client.send(client.clinician(), path, Client.relapse()))
                    .hasStatus(404)
                    .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .bodyJson()
                    .extractingPath("$.type")
                    .isEqualTo("/problems/not-found");
        }
        assertThat(client.send(client.clinician(), "/journeys/" + Client.someId() + "/relapses", Client.relapse()))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/journey-not-found");
    }
}
