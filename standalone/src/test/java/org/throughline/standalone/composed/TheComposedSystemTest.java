package org.throughline.standalone.composed;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.throughline.standalone.Requests;
import org.throughline.standalone.story.Api;
import org.throughline.standalone.story.Chromium;
import org.throughline.standalone.story.Keys;
import org.throughline.standalone.story.Story;
import org.throughline.standalone.story.UisImport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The system of {@code docker-compose.yml}, two copies of each side, as people and programs reach it: by its one address,
 * signed in with Keycloak. It takes minutes and is run when asked for.
 */
@EnabledIfSystemProperty(
        named = "composed",
        matches = "true",
        disabledReason = "takes minutes and Docker Compose: -Dcomposed=true asks for it")
@TestMethodOrder(OrderAnnotation.class)
class TheComposedSystemTest {
    private static final ZoneId ZONE = ZoneId.of("America/Anchorage");
    private static final Duration FIVE_HOURS = Duration.ofHours(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Of the UIS, those who stayed as long as was planned. */
    private static final int COMPLETED = 119;

    private static final String REFUSED = "Your role may not see this";

    @TempDir
    private static Path folder;

    private static Composition installation;
    private static Keycloak keycloak;
    private static String program;
    private static String scheduler;
    private static String keeper;

    private final List<BrowserContext> windows = new ArrayList<>();

    /** Everything that an operator and the first administrator do before others come. */
    @BeforeAll
    static void installed() throws IOException {
        Chromium.shared();
        installation = Composition.prepare(folder);
        installation.start();
        keycloak = new Keycloak(installation);
        keycloak.person("ada", "Ada", "Brandt", "/roles/administrator");
        try (var window = Chromium.shared().desktop(installation.address())) {
            program = published(keycloak.in(window, "ada"));
        }
        keycloak.program("lakeside", program);
        keycloak.person("rosa", "Rosa", "Okafor", "/roles/clinician", "/programs/lakeside");
        keycloak.person("luis", "Luis", "Ortega", "/roles/clinician", "/programs/lakeside");
        keycloak.demonstration();
        scheduler = keycloak.client("scheduler", "/roles/clinician", "/programs/lakeside");
        keeper = keycloak.client("keeper", "/roles/administrator");
    }

    /** Publishes a program and adopts its policy on pages; tells the program's id. */
    private static String published(Page page) {
        Keys.link(page, "Programs");
        Story.open(page, page.locator("#publish"));
        Keys.write(page, page.locator("#f-name"), "Lakeside Evening IOP");
        Keys.choose(page, page.locator("#f-zone"), ZONE.getId());
        Story.send(page, 201);
        var card = page.locator(".program:target");
        assertThat(card).containsText("Lakeside Evening IOP");
        var id = card.getAttribute("id").substring("p-".length());

        Story.open(page, card.locator("button"));
        Keys.day(page, page.locator("#f-from"), LocalDate.of(2020, 1, 1));
        Story.send(page, 201);
        assertThat(page.locator(".program:target")).containsText("Policy 1, in force since Wed 1 Jan 2020");
        return id;
    }

    @AfterAll
    static void removed() {
        if (installation != null) {
            installation.close();
        }
    }

    @AfterEach
    void closeTheWindows() {
        windows.forEach(BrowserContext::close);
    }

    private BrowserContext desktop() {
        var window = Chromium.shared().desktop(installation.address());
        windows.add(window);
        return window;
    }

    private Page signedIn(String account) {
        return keycloak.in(desktop(), account);
    }

    /** A journey of somebody new, admitted five hours ago by a program, and the position of that in the record. */
    private record Admitted(String id, long position) {
        static Admitted of(String given, String family) throws Exception {
            try (var api = keycloak.as("scheduler", scheduler)) {
                var patient = recorded(api, "/patients", Requests.patient(program, given, family));
                var journey = recorded(
                        api,
                        "/journeys",
                        Requests.enrolment(patient.path("id").asString(), program, Requests.ago(FIVE_HOURS), "rosa"));
                return new Admitted(
                        journey.path("id").asString(), journey.path("position").asLong());
            }
        }

        String page() {
            return "/journeys/" + id + "?at-least=" + position;
        }
    }

    private static JsonNode recorded(Api api, String path, String json) {
        return api.send("POST", "/api/record" + path, "application/json", json.getBytes(UTF_8));
    }

    @Test
    void nobody_gets_in_who_has_not_signed_in_and_of_keycloak_there_is_only_its_sign_in() throws Exception {
        for (var path : List.of("/api/journeys", "/api/operations/projections", "/api/record/imports")) {
            var answer = asked(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            var problem = JsonMapper.shared().readTree(answer.body());
            assertThat(problem.path("type").asString()).isEqualTo("/problems/not-signed-in");
            assertThat(problem.path("whatToDo").asString()).isNotBlank();
        }
        for (var path : List.of("/auth/admin/", "/auth/realms/master/", "/auth/metrics", "/actuator/prometheus")) {
            assertThat(asked(path).statusCode()).as(path).isEqualTo(404);
        }

        var page = desktop().newPage();
        page.navigate("/outcomes");
        assertThat(page).hasURL(installation.address() + "/signin");
        Keycloak.toTheSignIn(page);
        Chromium.picture(page, "composed-keycloak-desktop");
        Chromium.phone(page);
        Chromium.nothingCutOff(page);
        Chromium.picture(page, "composed-keycloak-phone");
    }

    private static HttpResponse<String> asked(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(installation.address() + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void what_clinicians_and_a_program_of_theirs_record_is_on_every_open_page_by_itself_and_read_back_as_data()
            throws Exception {
        var page = signedIn("rosa");
        var journey = admitted(page, "Quillon", "Fairweather");
        var other = signedIn("luis");
        other.navigate(page.url());
        Story.arrive(other);

        Story.followUp(page, "He has slept well since");
        assertThat(Story.entry(other, "He has slept well since")).isVisible();

        try (var api = keycloak.as("scheduler", scheduler)) {
            var session = recorded(
                    api, "/sessions", Requests.session(program, Requests.ago(Duration.ofHours(3)), "counsellor"));
            var attended = recorded(
                    api,
                    "/journeys/" + journey + "/attendance",
                    Requests.attendance(session.path("id").asString()));
            for (var open : List.of(page, other)) {
                assertThat(Story.entry(open, "Attended: support")).isVisible();
            }
            var read = api.get("/api/journeys/" + journey + "?at-least="
                    + attended.path("position").asLong());
            assertThat(stream(read.path("entries"))
                            .map(entry -> entry.path("name").asString()))
                    .containsExactly("journey.enrolled", "journey.session-attended", "journey.follow-up-recorded");
            assertThat(read.toString()).contains("He has slept well since");
        }
        Chromium.picture(page, "composed-journey-desktop");
        Chromium.phone(other);
        Chromium.nothingCutOff(other);
        Chromium.picture(other, "composed-journey-phone");
    }

    /** Registers and admits somebody on pages; tells the journey's id. */
    private static String admitted(Page page, String given, String family) {
        Keys.link(page, "Admit a patient");
        Keys.write(page, page.locator("#given"), given);
        Keys.write(page, page.locator("#family"), family);
        Keys.day(page, page.locator("#birthDate"), LocalDate.of(1988, 2, 29));
        Keys.button(page, "Register and go on");
        Keys.moment(
                page,
                page.locator("#admittedAt"),
                LocalDateTime.now(ZONE).minus(FIVE_HOURS).withSecond(0).withNano(0));
        Keys.button(page, "Admit");
        Story.arrive(page);
        assertThat(page.locator("h1")).hasText(given + " " + family);
        return page.url().replaceAll(".*/journeys/([0-9a-f-]{36}).*", "$1");
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @Test
    void a_file_is_imported_and_a_researcher_reads_its_figures_as_data_and_on_the_page() throws Exception {
        try (var api = keycloak.as("keeper", keeper)) {
            var found = UisImport.ready(api);
            found.run();
            assertThat(found.ended("DONE").path("done").asInt()).isEqualTo(UisImport.PATIENTS);
        }

        var page = signedIn("researcher");
        var figures = await().atMost(PATIENCE)
                .until(
                        () -> JsonMapper.shared()
                                .readTree(page.request()
                                        .get("/api/outcomes?data=imported")
                                        .text())
                                .path("all"),
                        all -> all.path("discharged").asInt() == UisImport.PATIENTS);
        assertThat(figures.path("journeys").asInt()).isEqualTo(UisImport.PATIENTS);
        assertThat(figures.path("completed").path("numerator").asInt()).isEqualTo(COMPLETED);
        page.navigate("/outcomes?data=imported");
        assertThat(page.locator(".figures")).containsText(COMPLETED + " of " + UisImport.PATIENTS);
        Chromium.picture(page, "composed-outcomes-desktop");
    }

    @Test
    void a_read_model_that_is_built_anew_equals_the_one_before() throws Exception {
        Admitted.of("Rebecca", "Rebuilt");
        try (var api = keycloak.as("keeper", keeper)) {
            var before = timeline(api).path("rebuild").path("startedAt").asString();
            api.send("POST", "/api/operations/projections/timeline/rebuild", "application/json", new byte[0]);

            var rebuilt = await().atMost(PATIENCE)
                    .until(
                            () -> timeline(api).path("rebuild"),
                            rebuild -> rebuild.path("endedAt").isString()
                                    && !rebuild.path("startedAt").asString().equals(before));
            assertThat(rebuilt.path("failure").isNull()).as(rebuilt.toString()).isTrue();
            assertThat(rebuilt.path("comparison").path("outcome").asString())
                    .as(rebuilt.toString())
                    .isEqualTo("equal");
        }
    }

    private static JsonNode timeline(Api api) {
        return stream(api.get("/api/operations/projections"))
                .filter(model -> model.path("projection").asString().equals("timeline"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_role_sees_what_it_is_for_and_no_more() throws Exception {
        var journey = Admitted.of("Thessaly", "Wrenfield");
        keycloak.person("iris", "Iris", "Vance", "/roles/auditor", "/programs/lakeside");
        keycloak.person("nora", "Nora", "Lund", "/programs/lakeside");

        var auditors = signedIn("iris");
        auditors.navigate(journey.page());
        assertThat(auditors.locator("h1")).hasText("Thessaly Wrenfield");
        Keys.link(auditors, "Replay");
        Keys.press(auditors, auditors.locator("#back"));
        assertThat(auditors.getByText("Before the first entry: nothing was known."))
                .isVisible();
        Keys.press(auditors, auditors.locator("#on"));
        assertThat(auditors.locator("#just h2")).hasText("Admitted");

        var researchers = signedIn("researcher");
        assertThat(researchers.locator("h1")).hasText("Outcomes");
        refused(researchers, journey);

        var nobodys = signedIn("nora");
        assertThat(nobodys.locator("h1")).hasText(REFUSED);
        refused(nobodys, journey);

        var clinicians = signedIn("clinician");
        clinicians.navigate(journey.page());
        assertThat(clinicians.locator("h1")).hasText("This is no journey of your programs");
        assertThat(clinicians.content()).doesNotContain("Wrenfield");
    }

    private static void refused(Page page, Admitted journey) {
        page.navigate(journey.page());
        assertThat(page.locator("h1")).hasText(REFUSED);
        assertThat(page.content()).doesNotContain("Wrenfield");
        var answer = page.request().get("/api/journeys/" + journey.id());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(answer.text()).contains("/problems/not-permitted").doesNotContain("Wrenfield");
    }

    @Test
    void who_signs_out_is_signed_out_here_and_at_keycloak() {
        var page = signedIn("luis");
        Keycloak.out(page);
        assertThat(page.getByText("You are signed out.")).isVisible();

        assertThat(page.request().get("/api/journeys").status()).isEqualTo(401);
        Keycloak.toTheSignIn(page);
    }

    // the last: all others are with two copies of each side
    @Test
    @Order(Integer.MAX_VALUE)
    void a_copy_of_each_side_is_killed_and_people_stay_signed_in_and_go_on() throws Exception {
        var journey = Admitted.of("Ottilie", "Marsh");
        var page = signedIn("rosa");
        page.navigate(journey.page());
        var other = signedIn("luis");
        other.navigate(journey.page());
        Story.arrive(page);
        Story.arrive(other);

        installation.kill("query-side");
        installation.kill("command-side");

        Story.followUp(page, "Recorded on what is left", PATIENCE);
        assertThat(Story.entry(other, "Recorded on what is left"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout((double) PATIENCE.toMillis()));
        page.reload();
        assertThat(page.locator("h1")).hasText("Ottilie Marsh");
        assertThat(page.locator(".who")).containsText("Rosa Okafor");
    }
}
