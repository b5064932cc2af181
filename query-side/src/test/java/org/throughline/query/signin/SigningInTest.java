package org.throughline.query.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.throughline.stage.OnStage;

@OnStage
class SigningInTest {
    @Autowired
    private MockMvcTester web;

    @Test
    void shows_a_page_with_the_demonstration_accounts_and_no_password() {
        assertThat(get("/signin"))
                .hasStatusOk()
                .bodyText()
                .contains("Ada Brandt", "Demonstration accounts")
                .doesNotContain("opens-the-demonstration");
    }

    @Test
    void sends_whoever_is_not_signed_in_to_the_sign_in_page() {
        assertThat(web.get().uri("/journeys/x").accept(MediaType.TEXT_HTML).exchange())
                .hasStatus(302)
                .hasRedirectedUrl("/signin");
    }

    @Test
    void tells_a_part_of_a_page_to_go_there_too() {
        assertThat(web.get().uri("/worklist").header("HX-Request", "true").exchange())
                .hasStatus(401)
                .hasHeader("HX-Redirect", "/signin");
    }

    @Test
    void answers_a_program_with_a_problem() {
        assertThat(get("/api/journeys"))
                .hasStatus(401)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .hasHeader("WWW-Authenticate", "Bearer")
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/not-signed-in");
    }

    @Test
    void lets_in_with_the_right_name_and_password_only() {
        assertThat(signIn("opens-the-demonstration")).hasStatus(302).hasRedirectedUrl("/");
        assertThat(signIn("guessed")).hasStatus(302).hasRedirectedUrl("/signin?failed");
    }

    @Test
    void needs_the_page_s_own_protection_token() {
        assertThat(web.post().uri("/signin").param("name", "c-ada").param("password", "opens-the-demonstration"))
                .hasStatus(403);
        assertThat(web.post()
                        .uri("/api/operations/projections/timeline/rebuild")
                        .with(user("admin").roles("administrator")))
                .hasStatus(403);
    }

    @Test
    void sets_headers_that_keep_other_sites_and_scripts_out() {
        assertThat(get("/signin"))
                .headers()
                .hasValue("X-Content-Type-Options", "nosniff")
                .hasValue("Referrer-Policy", "no-referrer")
                .hasValue("Cache-Control", "no-store")
                .satisfies(headers -> assertThat(headers.getFirst("Content-Security-Policy"))
                        .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
                        .doesNotContain("unsafe"));
    }

    @Test
    void gives_a_token_for_the_api_that_is_then_believed() {
        var answer = token("opens-the-demonstration");

        assertThat(answer).hasStatusOk().hasHeader("Cache-Control", "no-store");
        var token = assertThat(answer)
                .bodyJson()
                .extractingPath("$.token")
                .asString()
                .actual();
        assertThat(bearing(token, "/api/journeys")).hasStatusOk();
        assertThat(bearing(token, "/api/operations/projections")).hasStatus(403);
        assertThat(bearing(forged(token), "/api/journeys")).hasStatus(401);
        assertThat(bearing(unsigned(), "/api/journeys")).hasStatus(401);
    }

    @Test
    void gives_no_token_for_a_wrong_password() {
        assertThat(token("guessed"))
                .hasStatus(401)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("The name or the password is not right.");
    }

    @Test
    void says_which_field_of_the_question_for_a_token_is_missing() {
        assertThat(web.post()
                        .uri("/api/token")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\":\"c-ada\"}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("password");
        assertThat(web.post()
                        .uri("/api/token")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{"))
                .hasStatus(400);
    }

    @Test
    void is_closed_to_everybody_where_nothing_says_otherwise() {
        assertThat(web.get().uri("/somewhere/new").with(user("admin").roles("administrator", "auditor", "supervisor")))
                .hasStatus(403);
    }

    private MvcTestResult get(String path) {
        return web.get().uri(path).exchange();
    }

    private MvcTestResult signIn(String password) {
        return web.post()
                .uri("/signin")
                .with(csrf())
                .param("name", "c-ada")
                .param("password", password)
                .exchange();
    }

    private MvcTestResult token(String password) {
        return web.post()
                .uri("/api/token")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"name\":\"c-ada\",\"password\":\"" + password + "\"}")
                .exchange();
    }

    private MvcTestResult bearing(String token, String path) {
        return web.get().uri(path).header("Authorization", "Bearer " + token).exchange();
    }

    private static String forged(String token) {
        var last = token.charAt(token.length() - 10);
        return token.substring(0, token.length() - 10)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 9);
    }

    private static String unsigned() {
        var none = "{\"alg\":\"none\"}";
        var claims = "{\"sub\":\"c-ada\",\"roles\":[\"administrator\"],\"exp\":"
                + Instant.now().plusSeconds(60).getEpochSecond() + "}";
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(none.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";
    }
}
