package org.throughline.standalone.story;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The UIS, imported by an administrator, is measured as R measures the file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the UIS")
class UisAgainstRTest {
    private static final List<String> CURVES = List.of("retention", "firstRelapse", "returnOrLost");
    private static final Map<String, String> SCOPES =
            Map.of("all", "", "a", "&program=" + UisImport.SITE_A, "b", "&program=" + UisImport.SITE_B);
    private static final Pattern CHARTS =
            Pattern.compile("<script type=\"application/json\" id=\"charts\">(.*?)</script>", Pattern.DOTALL);

    private final Map<String, JsonNode> answers = new HashMap<>();
    private final Map<String, JsonNode> samples = new HashMap<>();
    private UisInR r;

    @BeforeAll
    void import_it_and_ask_both(@TempDir Path folder) {
        var missing = UisInR.missing();
        if (missing.isPresent()) {
            assertThat(System.getenv("CI")).as(missing.get()).isNotEqualTo("true");
            System.out.println("The UIS is not compared with R: " + missing.get());
        }
        assumeTrue(missing.isEmpty(), missing.orElse(""));
        var days = new HashMap<String, List<Integer>>();
        SCOPES.forEach((scope, question) -> {
            var answer = outcomes("auditor", "?data=imported&group=attribute:treat" + question);
            answers.put(scope, answer);
            samples.put(scope, answer.path("all"));
            answer.path("groups")
                    .forEach(group ->
                            samples.put(scope + "/" + group.path("value").asString(), group.path("figures")));
            days.put(
                    scope,
                    answer.path("all")
                            .path("retention")
                            .path("atRisk")
                            .valueStream()
                            .map(line -> line.path("day").asInt())
                            .toList());
        });
        r = UisInR.asked(days, folder);
    }

    private static <T> T the(Map<?, T> all, Object key) {
        return requireNonNull(all.get(key), () -> "there is no " + key);
    }

    private static JsonNode outcomes(String account, String question) {
        return UisThroughline.outcomes(UisThroughline.imported(), account, question);
    }

    Set<String> samples() {
        return samples.keySet();
    }

    @Test
    void all_patients_of_both_sites_are_there_by_planned_duration() {
        assertThat(samples.keySet())
                .containsExactlyInAnyOrder(
                        "all", "all/long", "all/short", "a", "a/long", "a/short", "b", "b/long", "b/short");
        assertThat(the(answers, "all").path("data").path("journeys").asInt()).isEqualTo(UisImport.PATIENTS);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void counts_reasons_and_stays_are_r_s(String sample) {
        var figures = the(samples, sample);
        r.agrees(sample, "journeys", figures.path("journeys"));
        r.agrees(sample, "journeys", figures.path("discharged"));
        assertThat(figures.path("open").asInt()).isZero();
        share(sample, "reason.1", figures.path("completed"));
        share(sample, "reason.1", figures.path("completedOrTransferred"));
        figures.path("reasons")
                .forEach(reason -> share(sample, "reason." + reason.path("code").asInt(), reason.path("share")));
        for (var what : List.of("stays", "tedsStays")) {
            var stays = figures.path(what);
            r.agrees(
                    sample,
                    what,
                    stays.path("mean"),
                    stays.path("lowerQuartile"),
                    stays.path("median"),
                    stays.path("upperQuartile"));
        }
        var band = 1;
        for (var told : figures.path("tedsStays").path("bands")) {
            share(sample, "tedsStays.band." + band++, told.path("share"));
        }
        assertThat(band).as("bands and one").isEqualTo(12);
    }

    private void share(String sample, String what, JsonNode share) {
        r.agrees(
                sample,
                what,
                share.path("numerator"),
                share.path("denominator"),
                share.path("value"),
                share.path("lower"),
                share.path("upper"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void curves_with_their_limits_medians_and_at_risk_tables_are_those_of_survfit(String sample) {
        for (var key : CURVES) {
            var curve = the(samples, sample).path(key);
            assertThat(curve.path("complete").asBoolean()).isTrue();
            for (var height : Map.of("survival", "value", "lower", "lower", "upper", "upper")
                    .entrySet()) {
                var theirs = r.curve(sample, key + ".day", key + "." + height.getKey());
                steps(sample + " " + key, curve.path("points"), height.getValue(), theirs);
            }
            r.agrees(sample, key + ".counts", curve.path("subjects"), curve.path("events"), curve.path("censored"));
            var median = curve.path("median");
            r.agrees(sample, key + ".median", median.path("day"), median.path("lower"), median.path("upper"));
            for (var column : List.of("atRisk", "events", "censored", "survival")) {
                var lines = curve.path("atRisk").valueStream().map(line -> line.path(column));
                r.agrees(sample, key + ".table." + column, lines.toArray(JsonNode[]::new));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ways_of_ending_are_those_of_cuminc(String sample) {
        var endings = the(samples, sample).path("endings");
        for (var ending : endings) {
            var key = ending.path("key").asString();
            if (key.equals("otherwise")) {
                assertThat(ending.path("events").asInt()).isZero();
            } else {
                steps(
                        sample + " " + key,
                        ending.path("points"),
                        "value",
                        r.curve(sample, "endings.day", "endings." + key));
            }
        }
        assertThat(endings).hasSize(3);
    }

    /** On every day of R's curve ours is as high, and it has no corner on another day. */
    private static void steps(String description, JsonNode points, String height, Map<Integer, Double> theirs) {
        var byDay = new TreeMap<Integer, JsonNode>();
        points.forEach(point -> byDay.put(point.path("day").asInt(), point.path(height)));
        assertThat(byDay.firstKey()).as(description).isZero();
        assertThat(byDay.tailMap(1).keySet()).as(description).isSubsetOf(theirs.keySet());
        theirs.forEach((day, value) -> UisInR.agrees(
                description + " " + height + " on day " + day,
                byDay.floorEntry(day).getValue(),
                value));
    }

    @Test
    void planned_durations_differ_as_survdiff_says() {
        for (var scope : SCOPES.keySet()) {
            for (var key : List.of("retention", "returnOrLost")) {
                var test = the(answers, scope).path("comparisons").path(key);
                r.agrees(
                        scope,
                        key + ".logRank",
                        test.path("chiSquare"),
                        test.path("degreesOfFreedom"),
                        test.path("pValue"));
                var groups = test.path("groups");
                assertThat(groups.valueStream().map(group -> group.path("value").asString()))
                        .containsExactly("long", "short");
                r.agrees(
                        scope,
                        key + ".logRank.groups",
                        Stream.of("subjects", "observed", "expected")
                                .flatMap(what -> groups.valueStream().map(group -> group.path(what)))
                                .toArray(JsonNode[]::new));
            }
            assertThat(the(answers, scope)
                            .path("comparisons")
                            .path("firstRelapse")
                            .path("chiSquare")
                            .isNull())
                    .as("nothing to compare where nobody is known to have relapsed")
                    .isTrue();
        }
    }

    @Test
    void are_on_the_page_with_definition_denominators_and_position() {
        var throughline = UisThroughline.imported();
        String page;
        try (var auditor = Api.as("auditor", throughline.address(), throughline.password())) {
            page = auditor.page("/outcomes?group=attribute:treat&program=" + UisImport.SITE_B);
        }
        assertThat(page)
                .contains("UIS site B (residential)", "Imported journeys.")
                .contains("counted up to position <b class=\"number\">%,d</b>"
                        .formatted(UisThroughline.head(throughline)))
                .contains(the(answers, "b")
                        .path("definitions")
                        .path("returnOrLost")
                        .asString())
                .contains("Log-rank test");
        var charts = CHARTS.matcher(page);
        assertThat(charts.find()).isTrue();
        var drawn = JsonMapper.shared().readTree(charts.group(1));
        for (var key : CURVES) {
            var told = new ArrayList<String>();
            for (var series : drawn.path(key).path("series")) {
                var value = series.path("label").asString().contains("long") ? "long" : "short";
                told.add(value);
                var counts = r.of("b/" + value, key + ".counts");
                assertThat(page).contains("events: %.0f of %.0f".formatted(counts[1], counts[0]));
                var survival = r.curve("b/" + value, key + ".day", key + ".survival");
                assertThat(series.path("points").size()).isGreaterThan(1);
                for (var point : series.path("points")) {
                    var day = point.path(0).asInt();
                    double theirs = day == 0 ? 1 : the(survival, day);
                    assertThat(point.path(1).asDouble())
                            .as("%s of %s on day %d", key, value, day)
                            .isEqualTo(theirs, within(0.5e-5 + 1e-12));
                }
            }
            assertThat(told).as(key).containsExactly("long", "short");
        }
    }

    @Test
    void are_told_to_a_researcher_exactly_but_without_small_cells_and_without_anybody() {
        for (var scope : SCOPES.entrySet()) {
            var answer = outcomes("researcher", "?data=imported&group=attribute:treat" + scope.getValue());
            assertThat(answer.path("smallCellsHidden").asBoolean()).isTrue();
            var samplesTold = new HashMap<>(Map.of(scope.getKey(), answer.path("all")));
            answer.path("groups")
                    .forEach(group -> samplesTold.put(
                            scope.getKey() + "/" + group.path("value").asString(), group.path("figures")));
            assertThat(samplesTold).hasSize(3);
            samplesTold.forEach(this::toldExactlyAndCoarsely);
            assertThat(answer.toString())
                    .doesNotContain("\"UIS\"", "patientId", "journeyId", "\"clinician")
                    .doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}");
        }
    }

    private void toldExactlyAndCoarsely(String sample, JsonNode figures) {
        r.agrees(sample, "journeys", figures.path("journeys"));
        for (var key : List.of("retention", "returnOrLost")) {
            var curve = figures.path(key);
            assertThat(curve.path("complete").asBoolean()).isFalse();
            assertThat(curve.path("points").size()).as(sample + " " + key).isGreaterThan(1);
            var survival = r.curve(sample, key + ".day", key + ".survival");
            var lower = r.curve(sample, key + ".day", key + ".lower");
            for (var point : curve.path("points")) {
                var day = point.path("day").asInt();
                if (day > 0) {
                    UisInR.agrees(sample + key + day, point.path("value"), the(survival, day));
                    UisInR.agrees(sample + key + day, point.path("lower"), the(lower, day));
                }
            }
            for (var line : curve.path("atRisk")) {
                assertThat(line.path("atRisk").asInt(0)).matches(people -> people == 0 || people > 10);
            }
        }
        for (var reason : figures.path("reasons")) {
            assertThat(reason.path("share").path("numerator").asInt(0)).matches(people -> people == 0 || people > 10);
        }
        for (var band : figures.path("tedsStays").path("bands")) {
            assertThat(band.path("share").path("numerator").asInt(0)).matches(people -> people == 0 || people > 10);
        }
    }

    @Test
    void lead_a_researcher_to_no_journey() {
        var throughline = UisThroughline.imported();
        try (var researcher = Api.as("researcher", throughline.address(), throughline.password())) {
            var journey = UisThroughline.entries(throughline).stream()
                    .filter(entry -> entry.name().equals("journey.enrolled"))
                    .findFirst()
                    .orElseThrow();
            assertThat(researcher.status("/api/journeys/" + journey.stream())).isEqualTo(403);
            assertThat(researcher.status("/api/journeys")).isEqualTo(403);
            assertThat(researcher.status("/api/record/imports")).isEqualTo(403);
        }
    }

    @Test
    void are_not_changed_by_importing_them_again() {
        var throughline = UisThroughline.imported();
        var head = UisThroughline.head(throughline);
        var again = UisImport.whole(throughline);
        assertThat(again.path("recorded").asInt()).isZero();
        assertThat(again.path("done").asInt()).isEqualTo(UisImport.PATIENTS);
        assertThat(again.path("unchanged").asInt()).isEqualTo(4 * UisImport.PATIENTS);
        assertThat(UisThroughline.head(throughline)).isEqualTo(head);
        assertThat(outcomes("auditor", "?data=imported&group=attribute:treat")).isEqualTo(the(answers, "all"));
    }
}
