package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.throughline.standalone.guarded.House.Database;
import org.throughline.standalone.guarded.House.Login;

/** Signing in with a password, what a session is worth, and how it ends. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(House.ONE)
class SessionsTest {
    @Test
    void are_a_cookie_that_no_script_reads_and_no_other_site_sends() {
        var window = new Window();
        window.get("/signin");
        var before = window.cookie("THROUGHLINE");

        var answer = window.signIn("auditor", House.password());

        assertThat(location(answer)).isEqualTo("/");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("THROUGHLINE="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Max-Age", "Expires");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .allSatisfy(cookie -> assertThat(cookie).contains("SameSite=Strict"));
        assertThat(window.cookie("THROUGHLINE")).isNotEmpty().isNotEqualTo(before);
        assertThat(window.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void end_when_one_signs_out_and_with_them_the_streams_of_open_pages() throws IOException {
        var window = signedIn("auditor");
        assertThat(window.get("/").statusCode()).isEqualTo(200);
        var stream = window.stream("/worklist/stream");
        assertThat(stream.read()).isPositive();
        var ended = CompletableFuture.supplyAsync(() -> readToTheEnd(stream));

        var out = window.form("/signout", "", true);

        assertThat(location(out)).isEqualTo("/signin?left");
        await().atMost(Shown.PATIENCE).until(ended::isDone);
        assertThat(location(window.get("/"))).isEqualTo("/signin");
    }

    private static boolean readToTheEnd(InputStream stream) {
        try (stream) {
            stream.readAllBytes();
            return true;
        } catch (IOException closed) {
            return true;
        }
    }

    @Test
    void do_nothing_for_a_page_of_another_site() {
        var window = signedIn("administrator");

        for (var path : new String[] {
            "/signout", "/operations/projections/timeline/rebuild", "/api/operations/projections/timeline/rebuild"
        }) {
            assertThat(window.form(path, "", false).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(window.get("/operations").statusCode()).isEqualTo(200);
    }

    @Test
    void lead_nowhere_but_here() {
        for (var path : new String[] {
            "/signin?continue=https://elsewhere.example", "//elsewhere.example/x", "/programs?next=//elsewhere.example"
        }) {
            var window = new Window();
            window.get(path);
            assertThat(location(window.signIn("auditor", House.password())))
                    .as(path)
                    .startsWith("/")
                    .doesNotStartWith("//");
        }
    }

    @Test
    void are_not_given_to_somebody_who_guesses() {
        var window = new Window();
        for (int i = 0; i < 10; i++) {
            assertThat(location(window.signIn("counsellor-west", "guess-" + i))).isEqualTo("/signin?failed");
        }

        var right = window.signIn("counsellor-west", House.password());

        assertThat(location(right)).isEqualTo("/signin?wait");
        assertThat(window.get("/signin?wait").body()).contains("Wait five minutes");
        assertThat(Guest.NOBODY
                        .post(
                                "/api/token",
                                "{\"name\": \"counsellor-west\", \"password\": \"" + House.password() + "\"}")
                        .status())
                .isEqualTo(429);
        assertThat(location(new Window().signIn("auditor", House.password()))).isEqualTo("/");
    }

    @Test
    void are_not_given_for_a_name_that_nobody_has() {
        var window = new Window();

        assertThat(location(window.signIn("nobody-at-all", House.password()))).isEqualTo("/signin?failed");
        assertThat(location(window.signIn("a\0b", House.password()))).isEqualTo("/signin?failed");
    }

    @Test
    void end_by_the_database_s_clock_however_that_of_a_node_is_set() {
        var window = signedIn("auditor");
        var id = new String(Base64.getDecoder().decode(window.cookie("THROUGHLINE")), StandardCharsets.UTF_8);

        // to a node whose clock is ten hours ahead the last request seems as long ago as this
        change(id, "last_access_time = last_access_time - 36000000");
        assertThat(window.get("/").statusCode()).isEqualTo(200);
        assertThat(Login.QUERY
                        .on(Database.VIEWS)
                        .sql("""
                                select expiry_time - last_access_time = 1000::bigint * max_inactive_interval
                                    and max_inactive_interval = 28800
                                    and abs(last_access_time - extract(epoch from now()) * 1000) < 60000
                                from spring_session where session_id = ?""")
                        .param(id)
                        .query(Boolean.class)
                        .single())
                .isTrue();

        // and one that is behind has not seen that it is over
        change(id, "expiry_time = expiry_time - 28801000");
        assertThat(location(window.get("/"))).isEqualTo("/signin");
    }

    private static void change(String session, String how) {
        assertThat(Login.QUERY
                        .on(Database.VIEWS)
                        .sql("update spring_session set " + how + " where session_id = ?")
                        .param(session)
                        .update())
                .isOne();
    }

    private static Window signedIn(String account) {
        var window = new Window();
        assertThat(location(window.signIn(account, House.password()))).isEqualTo("/");
        return window;
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("").replace(House.address(), "");
    }
}
