package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.throughline.standalone.guarded.Commands.Request;
import org.throughline.standalone.guarded.Fields.Field;

/** What no command may look like, tried on every command that the application knows. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(House.ONE)
class BadInputTest {
    private static final Clinic CLINIC = Clinic.open(0);
    private static final Clinic ELSEWHERE = Clinic.open(0);
    private static final Set<String> CODED = Fields.coded();
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    /** Fields that hold any short text. */
    private static final Set<String> FREE =
            Set.of("given", "family", "telephone", "email", "address", "value", "name", "note", "clinician");

    static Set<String> commands() {
        return Commands.all();
    }

    private static Request fresh(String command) {
        return Commands.fresh(command, CLINIC);
    }

    @Test
    void every_command_is_tried() {
        var known = new TreeSet<>(Doors.all());
        known.removeIf(door -> !door.startsWith("POST /api/record/") || door.contains("/imports"));

        assertThat(known).isEqualTo(new TreeSet<>(commands()));
        assertThat(CODED).contains("kind", "reason", "modality", "levelOfCare", "weekStart", "status", "basis");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_told_from_a_body_that_is_no_command_at_all(String command) {
        var request = fresh(command);
        var body = request.body().strip();
        var field = Fields.of(body).getFirst();

        refused(request, body.substring(0, body.length() - 1), 400, "malformed-json");
        refused(request, body + body, 400, "malformed-json");
        refused(request, "", 400, "malformed-json");
        refused(request, "[" + body + "]", 400, "malformed-json");
        refused(request, "{\"x\": " + "[".repeat(50_000), 400, "malformed-json");
        var twice = "{\"" + field.path().replaceAll("[.\\[].*", "") + "\": null, " + body.substring(1);
        assertThat(request.send(request.by(), twice).status()).isIn(400, 422);
        var first = body.substring(1, body.indexOf(',') < 0 ? body.length() - 1 : body.indexOf(','));
        if (!first.contains("{")) {
            refused(request, "{" + first + ", " + body.substring(1), 400, "malformed-json");
        }
        refused(request, "{\"surprise\": 1, " + body.substring(1), 422, "invalid");
        assertThat(request.send(request.by(), "{\"surprise\": 1, " + body.substring(1))
                        .text("/errors/0/code"))
                .isEqualTo("unknown-field");
        for (var type : List.of("text/plain", "application/xml", "application/x-www-form-urlencoded", "text/csv")) {
            var answer = sent(request, type, body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(type).isEqualTo(415);
            assertThat(answer.problem()).isEqualTo("unsupported-media-type");
        }
        assertThat(sent(request, "application/json", body.getBytes(StandardCharsets.UTF_16))
                        .status())
                .isIn(400, 201);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_not_read_when_it_is_larger_than_any_command(String command) {
        var request = fresh(command);
        var large = ("{\"note\": \"" + "a".repeat(TEN_MEGABYTES) + "\"}").getBytes(StandardCharsets.UTF_8);

        for (var answer : List.of(
                sent(request, "application/json", large),
                request.by().stream(request.path(), "application/json", large, request.with()))) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("body-too-large");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_refused_for_any_field_that_is_wrong_and_says_which(String command) {
        var request = fresh(command);
        for (var field : Fields.of(request.body())) {
            for (var wrong : wrong(field).toList()) {
                var answer = request.send(request.by(), Fields.with(request.body(), field, wrong));

                assertThat(answer.status())
                        .as("%s: %s %s", field, wrong, answer)
                        .isEqualTo(422);
                assertThat(answer.text("/errors/0/field"))
                        .as("%s: %s %s", field, wrong, answer)
                        .startsWith(field.path().replaceAll("[.\\[].*", ""));
                assertThat(answer.text("/errors/0/message")).isNotBlank();
                assertThat(answer.text("/whatToDo")).isNotBlank();
            }
        }
        Clinic.id(request.send());
    }

    private static Stream<String> wrong(Field field) {
        if (field.value().isNumber()) {
            return Stream.of("-1", "\"1\"", "1.5", "99999999999999999999", "1e999999", "true", "{}", "[]");
        }
        var text = field.value().asString();
        var always = Stream.concat(
                Fields.UNSTORABLE.stream(), Stream.of("5", "true", "{}", "[]", "\"" + "a".repeat(5_000) + "\""));
        return Stream.concat(always, wrong(field.name(), text));
    }

    private static Stream<String> wrong(String name, String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return Stream.of("\"0000-01-01\"", "\"1990-02-30\"", "\"+99999-01-01\"", "\"yesterday\"");
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
            return Stream.of("\"0000-01-01T00:00:00Z\"", "\"2026-02-30T10:00:00Z\"", "\"2026-02-20\"", "\"now\"");
        }
        if (CODED.contains(name) || name.equals("timeZone")) {
            return Stream.of("\"no-such-code\"", "\"\"", "\"<script>\"");
        }
        return FREE.contains(name) ? Stream.empty() : Stream.of("\"'; drop table event; --\"", "\"<script>\"");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_done_once_under_a_key_and_nothing_else_is_done_under_it(String command) {
        var request = fresh(command);
        var key = "key-" + UUID.randomUUID();
        assertThat(request.send(request.by(), request.body(), "Idempotency-Key", "short")
                        .problem())
                .isEqualTo("bad-header");
        assertThat(request.send(request.by(), request.body(), "Idempotency-Key", key, "Idempotency-Key", key + "2")
                        .problem())
                .isEqualTo("bad-header");

        var done = request.send(request.by(), request.body(), "Idempotency-Key", key);
        var again = request.send(request.by(), request.body(), "Idempotency-Key", key);
        var other = request.send(request.by(), other(request.body()), "Idempotency-Key", key);

        assertThat(done.status()).as(done.toString()).isEqualTo(201);
        assertThat(again.status()).as(again.toString()).isEqualTo(200);
        assertThat(again.json().at("/replayed").asBoolean()).isTrue();
        assertThat(again.text("/id")).isEqualTo(done.text("/id"));
        assertThat(other.status()).as(other.toString()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        // a command without a key is carried out, too: its sender has decided not to repeat it
        Clinic.id(fresh(command).send());
    }

    private static String other(String body) {
        return Stream.of(
                        "a note|another note",
                        "Rosalind|Rosa",
                        "Guarded|Guarded too",
                        "minutes\": 120|minutes\": 90",
                        "weather|facilitator-absent",
                        "registered-in-error|patient-request",
                        "Years\": 6|Years\": 7")
                .map(change -> change.split("\\|", 2))
                .filter(change -> body.contains(change[0]))
                .map(change -> body.replace(change[0], change[1]))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_not_taken_from_a_forged_token(String command) {
        var request = fresh(command);
        for (var forged : forged(request.by().id(), "administrator", CLINIC.program())) {
            var answer = request.send(forged, request.body());

            assertThat(answer.status()).as(forged.id()).isEqualTo(401);
            assertThat(answer.problem()).as(forged.id()).isEqualTo("not-signed-in");
            assertThat(answer.header("WWW-Authenticate")).as(forged.id()).contains("invalid_token");
        }
        var nobody = request.send(Guest.NOBODY, request.body());
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.problem()).isEqualTo("not-signed-in");
    }

    @Test
    void is_believed_of_a_forged_token_by_no_read_either() {
        for (var forged : forged("sam", "supervisor", CLINIC.program())) {
            for (var path : List.of(
                    "/api/journeys",
                    "/api/programs",
                    "/api/outcomes",
                    "/api/record/imports",
                    "/",
                    "/programs",
                    "/outcomes")) {
                assertThat(forged.get(path).status())
                        .as(forged.id() + " " + path)
                        .isEqualTo(401);
            }
        }
    }

    private static List<Guest> forged(String id, String role, String... programs) {
        var now = Instant.now();
        var good = Guest.of(id, "researcher", programs);
        var wanted = Guest.of(id, role, programs);
        return List.of(
                new Guest(
                        "another key",
                        Guest.signed(
                                Guest.claims(id, role, programs).build(),
                                "another-secret-of-thirty-two-bytes-or-more")),
                new Guest(
                        "no signature",
                        new PlainJWT(Guest.claims(id, role, programs).build()).serialize()),
                new Guest(
                        "expired",
                        Guest.signed(
                                Guest.claims(id, role, programs)
                                        .expirationTime(Date.from(now.minusSeconds(3600)))
                                        .build(),
                                Guest.secret())),
                new Guest(
                        "not yet",
                        Guest.signed(
                                Guest.claims(id, role, programs)
                                        .notBeforeTime(Date.from(now.plusSeconds(3600)))
                                        .build(),
                                Guest.secret())),
                new Guest(
                        "endless",
                        Guest.signed(
                                Guest.claims(id, role, programs)
                                        .expirationTime(null)
                                        .build(),
                                Guest.secret())),
                new Guest(
                        "nobody's",
                        Guest.signed(Guest.claims("", role, programs).build(), Guest.secret())),
                new Guest(
                        "NUL's",
                        Guest.signed(Guest.claims("a\0b", role, programs).build(), Guest.secret())),
                new Guest("changed", parts(good)[0] + "." + parts(wanted)[1] + "." + parts(good)[2]),
                new Guest("cut", parts(good)[0] + "." + parts(good)[1] + "."),
                new Guest("no token", "x"));
    }

    private static String[] parts(Guest guest) {
        return String.valueOf(guest.token()).split("\\.", -1);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_refused_to_another_program_as_if_there_were_nothing(String command) {
        var request = fresh(command);
        var stranger = Guest.of("zoe", "supervisor", ELSEWHERE.program());

        var theirs = request.send(stranger, request.body());

        assertThat(theirs.status()).as(theirs.toString()).isIn(403, 404);
        if (command.contains("{journey}")) {
            var nowhere = new Request(
                            stranger,
                            request.path().replaceFirst("journeys/[^/]+", "journeys/" + UUID.randomUUID()),
                            request.body(),
                            request.version())
                    .send();
            assertThat(nowhere.said()).isEqualTo(theirs.said());
        }
        Clinic.id(request.send());
    }

    @Test
    void enrols_no_patient_of_another_program_as_if_there_were_none() {
        var stranger = Guest.of("zoe", "supervisor", ELSEWHERE.program());

        var theirs = stranger.post("/api/record/journeys", ELSEWHERE.enrolment(CLINIC.patient()));
        var nobody = stranger.post(
                "/api/record/journeys", ELSEWHERE.enrolment(UUID.randomUUID().toString()));

        assertThat(theirs.status()).isEqualTo(404);
        assertThat(nobody.said()).isEqualTo(theirs.said());
    }

    private static void refused(Request request, String body, int status, String problem) {
        var answer = request.send(request.by(), body);
        assertThat(answer.status()).as("%s %s", body, answer).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.text("/detail")).isNotBlank();
    }

    private static Answer sent(Request request, String type, byte[] body) {
        return request.by().send("POST", request.path(), type, body, request.with());
    }
}
