package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.throughline.standalone.Requests;
import org.throughline.standalone.apart.Installation.Size;
import org.throughline.standalone.apart.StubProvider.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes that record, one that shows, and the database. Last of all, each of them ends without a warning. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the installation")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoSidesApartTest {
    private static final Person ADMINISTRATOR =
            new Person("0f5c-administrator", "Ada Brandt", List.of("administrator", "manager"), List.of());
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path data;

    private static Collector collector;
    private static Installation installation;
    private static StubProvider provider;
    private static Side command;
    private static Side query;

    @BeforeAll
    static void start() throws Exception {
        collector = Collector.start();
        var network = Network.start(data).watchedBy(collector);
        provider = network.provider();
        installation = Installation.start(network, new Size(2, 1, 4, Duration.ofMillis(200)), null);
        command = installation.machines().getFirst().side();
        query = installation.machines().getLast().side();
    }

    @AfterAll
    static void stop() throws IOException {
        try (var watching = collector;
                var last = installation) {
            assertThat(List.of(last, watching)).doesNotContainNull();
        }
    }

    private static JsonNode recorded(Browser browser, String path, String json)
            throws IOException, InterruptedException {
        var answer = browser.send(command.address("/api/record" + path), json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String program(Browser administrator) throws IOException, InterruptedException {
        var program = recorded(administrator, "/programs", Requests.program("Apart"))
                .path("id")
                .asString();
        recorded(administrator, "/programs/" + program + "/policies", Requests.policy(6));
        return program;
    }

    private static Person clinician(String id, String program) {
        return new Person(id, "Luis Ortega", List.of("clinician"), List.of(program));
    }

    @Test
    void who_has_signed_in_with_the_provider_records_on_one_side_and_reads_on_the_other() throws Exception {
        try (var administrators = new Browser(provider);
                var clinicians = new Browser(provider)) {
            administrators.signIn(query, ADMINISTRATOR);
            var program = program(administrators);
            var page = clinicians.signIn(query, clinician("7b1d-clinician", program));
            assertThat(page.body()).contains("Luis Ortega").doesNotContain("7b1d-clinician");

            var patient = recorded(clinicians, "/patients", """
                    {"programId": "%s", "name": {"given": "Rosalind", "family": "Apart"},
                     "birthDate": "1990-05-17"}""".formatted(program))
                    .path("id")
                    .asString();
            var admitted = recorded(clinicians, "/journeys", """
                    {"patientId": "%s", "programId": "%s", "admittedAt": "%s", "weeklyMinutes": 540,
                     "clinician": "7b1d-clinician"}""".formatted(
                    patient, program, Instant.now().minus(5, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS)));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(clinicians
                                    .get(query.address(
                                            "/journeys/" + admitted.path("id").asString()))
                                    .body())
                            .contains("Rosalind Apart", "by Luis Ortega"));
            assertThat(clinicians.get(query.address("/operations")).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void one_request_is_one_trace_and_one_correlation_on_both_sides() throws Exception {
        var correlation = UUID.randomUUID().toString();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(command.address("/api/record/programs?because=Quillfeather"))
                            .header("Authorization", "Bearer " + provider.accessToken(ADMINISTRATOR))
                            .header("Content-Type", "application/json")
                            .header("X-Correlation-Id", correlation)
                            .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                            .header("tracestate", "of=Quillfeather")
                            .header("baggage", "of=Quillfeather")
                            .POST(BodyPublishers.ofString(Requests.program("Quillfeather")))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.headers().firstValue("X-Correlation-Id")).contains(correlation);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collector.of(TRACE))
                        .extracting(Collector.Arrived::node, Collector.Arrived::name)
                        .contains(
                                tuple("command-side", "http post /api/record/programs"),
                                tuple("command-side", "command PublishProgram"),
                                tuple("command-side", "append"),
                                tuple("query-side", "project program")));
        var request = arrived("http post /api/record/programs");
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(arrived("command PublishProgram").parent()).isEqualTo(request.span());
        assertThat(arrived("append").parent())
                .isEqualTo(arrived("command PublishProgram").span());
        assertThat(arrived("project program").parent())
                .isEqualTo(arrived("append").span());
        assertThat(command.logged(correlation)).anySatisfy(line -> {
            assertThat(line.path("message").asString()).isEqualTo("Answered");
            assertThat(line.path("correlation").asString()).isEqualTo(correlation);
            assertThat(line.toString()).as("a line leads to its trace").contains(TRACE);
        });
        assertThat(collector.everything()).doesNotContain("Quillfeather");
    }

    private static Collector.Arrived arrived(String name) {
        return collector.of(TRACE).stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothing_that_somebody_looks_for_leaves_with_a_trace_or_is_logged() throws Exception {
        var trace = "6e0c63257de34c92bf9efcd03927272e";
        var correlation = UUID.randomUUID().toString();
        try (var http = HttpClient.newHttpClient()) {
            for (var path : List.of(
                    "/api/programs?name=Quillfeather",
                    "/api/programs/Quillfeather",
                    "/Quillfeather",
                    "/signin?name=Quillfeather")) {
                http.send(
                        HttpRequest.newBuilder(query.address(path))
                                .header("Authorization", "Bearer " + provider.accessToken(ADMINISTRATOR))
                                .header("X-Correlation-Id", correlation)
                                .header("traceparent", "00-" + trace + "-" + CALLER + "-01")
                                .build(),
                        BodyHandlers.discarding());
            }
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collector.of(trace))
                        .hasSizeGreaterThanOrEqualTo(4)
                        .extracting(Collector.Arrived::name)
                        .contains("http get /api/programs", "http get /api/programs/{program}", "http get /signin"));
        assertThat(collector.everything()).doesNotContain("Quillfeather");
        assertThat(query.logged(correlation))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(line -> assertThat(line.toString()).doesNotContain("Quillfeather"));
    }

    @Test
    void a_program_s_token_of_the_provider_is_believed_by_both_sides_and_a_forged_one_by_neither() throws Exception {
        try (var http = HttpClient.newHttpClient();
                var other = StubProvider.start()) {
            for (var address : List.of(
                    query.address("/api/programs"),
                    command.address("/actuator/prometheus"),
                    query.address("/actuator/prometheus"))) {
                assertThat(status(http, address, provider.accessToken(ADMINISTRATOR)))
                        .as(address.toString())
                        .isEqualTo(200);
                assertThat(status(http, address, other.accessToken(ADMINISTRATOR)))
                        .as(address.toString())
                        .isEqualTo(401);
            }
            assertThat(status(http, command.address("/actuator/env"), provider.accessToken(ADMINISTRATOR)))
                    .isEqualTo(403);
            assertThat(answer(http, query.address("/actuator/prometheus"), provider.accessToken(ADMINISTRATOR))
                            .body())
                    .contains(
                            "throughline_projection_lag_seconds{projection=\"timeline\"}",
                            "throughline_projection_lag_events{projection=\"timeline\"}",
                            "throughline_projection_dead_letters{projection=\"timeline\"}",
                            "throughline_rebuild_differences_total{projection=\"timeline\"}");
            for (var node : List.of(command, query)) {
                assertThat(answer(http, node.address("/actuator/prometheus"), provider.accessToken(ADMINISTRATOR))
                                .body())
                        .contains("hikaricp_connections")
                        .as("nothing of the steps of the gate")
                        .doesNotContain("spring_security");
            }
        }
    }

    private static int status(HttpClient http, URI address, String token) throws IOException, InterruptedException {
        return answer(http, address, token).statusCode();
    }

    private static HttpResponse<String> answer(HttpClient http, URI address, String token)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void who_signs_out_is_signed_out_on_both_sides_and_sent_to_the_provider() throws Exception {
        try (var browser = new Browser(provider)) {
            browser.signIn(query, ADMINISTRATOR);
            assertThat(browser.send(command.address("/api/record/programs"), "{}")
                            .statusCode())
                    .isEqualTo(422);

            var left = browser.send(query.address("/signout"), "");
            assertThat(left.headers().firstValue("Location").orElse(""))
                    .startsWith(provider.issuer() + "/leave?client_id=throughline&post_logout_redirect_uri=")
                    .endsWith("%2Fsignin%3Fleft");
            assertThat(browser.send(command.address("/api/record/programs"), "{}")
                            .statusCode())
                    .isIn(401, 403);
        }
    }

    @Test
    void a_sign_in_that_was_not_begun_in_this_browser_is_refused() throws Exception {
        try (var mine = new Browser(provider);
                var another = new Browser(provider)) {
            var sent = another.get(query.address("/oauth2/authorization/throughline"));
            var back = provider.signsIn(
                    URI.create(sent.headers().firstValue("Location").orElseThrow()), ADMINISTRATOR);

            assertThat(mine.get(back).headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/signin?refused"));
            assertThat(mine.get(query.address("/signin?refused")).body())
                    .contains("did not let you in", "Sign in with your organisation");
            assertThat(mine.get(query.address("/operations")).headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/signin"));
        }
    }

    /** Some of what {@link ManyFaultsTest} does to more machines. */
    @Test
    @Order(Integer.MAX_VALUE)
    void whatever_ends_nothing_is_lost_or_recorded_twice_read_models_equal_a_replay_and_who_signed_in_still_is()
            throws Exception {
        try (var browser = new Browser(provider)) {
            browser.signIn(query, ADMINISTRATOR);
            var faults = new Faults(installation, null, new Random(1));
            var recording = installation.machines().getFirst();
            var showing = installation.machines().getLast();
            installation.begin();

            var outcomes = new FaultRun(
                            installation, (number, of, outcome) -> System.out.println(outcome.line(number, of)))
                    .run(List.of(
                            faults.loseAnswers(recording),
                            faults.kill(recording),
                            faults.killPostgres(),
                            faults.cut(showing, "views"),
                            faults.kill(showing)));

            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.wrong())
                            .as(outcome.fault().toString())
                            .isEmpty())
                    .allSatisfy(outcome -> assertThat(outcome.acknowledged()).isPositive());
            assertThat(browser.get(showing.side().address("/operations")).body())
                    .contains("Ada Brandt");
        }
    }
}
