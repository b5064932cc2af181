package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no question that comes in a body may look like. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(House.ONE)
class BadQuestionsTest {
    private static final Clinic CLINIC = Clinic.open(0);
    private static final Set<String> JSON = Set.of("/api/journeys/search", "/api/patients/search", "/api/token");

    static Set<String> json() {
        return JSON;
    }

    static List<String> all() {
        return Doors.all().stream()
                .filter(door -> door.startsWith("POST ") && !door.contains("/api/record/"))
                .map(door -> door.substring("POST ".length())
                        .replace("{name}", "timeline")
                        .replace("{stream}", "01980000-0000-7000-8000-000000000000")
                        .replace("{position}", "1"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("json")
    void are_told_from_a_body_that_is_none(String path) {
        for (var body : List.of("", "{", "[]", "{\"text\": oops}", "{\"text\": [1]}", "{\"text\": \"a\\u0000b\"}")) {
            var answer = CLINIC.supervisor().post(path, body);

            assertThat(answer.status()).as("%s %s", body, answer).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("invalid");
        }
        var wrong = CLINIC.supervisor().send("POST", path, "text/csv", "a".getBytes(StandardCharsets.UTF_8));
        assertThat(wrong.status()).isEqualTo(415);
        assertThat(wrong.text("/whatToDo")).isNotBlank();
    }

    @Test
    void are_told_that_the_record_does_not_go_so_far_instead_of_waiting_for_ever() {
        var answer = CLINIC.supervisor().get("/api/programs?at-least=999999999999");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("not-recorded");
        assertThat(answer.text("/whatToDo")).contains("restored");
    }

    @ParameterizedTest
    @MethodSource("all")
    void are_not_read_when_they_are_larger_than_any_question(String path) {
        var body = ("text=" + "a".repeat(10 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        for (var guest : List.of(Guest.NOBODY, CLINIC.supervisor())) {
            var answer = guest.send("POST", path, "application/x-www-form-urlencoded", body);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        }
        if (!JSON.contains(path)) {
            return;
        }
        var json = ("{\"text\": \"" + "a".repeat(10 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(CLINIC.supervisor().stream(path, "application/json", json).status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @MethodSource("all")
    void are_answered_calmly_whatever_is_looked_for(String path) {
        for (var text :
                List.of("%00", "a%00b", "%25%5F%5C", "'%3B%20drop%20table%20event", "%F0%9F%99%82", "%ED%A0%80", "%")) {
            var answer = Guest.of("kim", "clinician", CLINIC.program()).form(path, "text=" + text);

            assertThat(answer.status()).as("%s %s", text, answer).isLessThan(500);
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void are_answered_calmly_at_every_address(String address) {
        for (var wrong : List.of("nowhere", "0", "-1", "%3Cscript%3E", "..%2f..", "%25", "null", "%F0%9F%99%82")) {
            var path =
                    address.replaceFirst("\\{[a-z]+}", wrong).replaceAll("\\{[a-z]+}", "x") + "?reason=%00&position=x";
            var answer = Guest.of("ann", "auditor").get(path);

            assertThat(answer.status()).as("%s %s", path, answer).isBetween(300, 499);
            assertThat(answer.body()).doesNotContain("Exception");
            if (!answer.header("Content-Type").contains("json")) {
                assertThat(answer.body()).doesNotContain("<script>");
            }
        }
    }

    static List<String> addresses() {
        return Doors.all().stream()
                .filter(door -> door.startsWith("GET ") && door.contains("{"))
                .map(door -> door.substring("GET ".length()))
                .toList();
    }
}
