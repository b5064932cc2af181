package org.throughline.query.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OutcomesTest
class SeeingOutcomesTest {
    private static final Set<String> COUNTS = Set.of(
            "journeys",
            "discharged",
            "open",
            "numerator",
            "denominator",
            "subjects",
            "events",
            "censored",
            "reportedLater",
            "atRisk",
            "observed");

    @Autowired
    private MockMvcTester web;

    @Autowired
    private JsonMapper json;

    @ParameterizedTest
    @CsvSource({
        "researcher, 200",
        "manager, 200",
        "supervisor, 200",
        "auditor, 200",
        "clinician, 403",
        "administrator, 403"
    })
    void is_open_to_those_who_measure(String role, int status) {
        assertThat(get("/outcomes", role)).hasStatus(status);
        assertThat(get("/api/outcomes", role)).hasStatus(status);
    }

    @Test
    void is_closed_to_whoever_is_not_signed_in() {
        assertThat(web.get().uri("/api/outcomes")).hasStatus(401);
        assertThat(web.get().uri("/outcomes").accept(MediaType.TEXT_HTML)).hasStatus(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "program", "level", "sex", "age", "referral", "substance", "attribute:treat"})
    void tells_researchers_of_no_one_to_ten_people(String group) throws Exception {
        for (var program :
                List.of("", Seeded.RIVERSIDE.toString(), Seeded.HARBOUR.toString(), Seeded.STUDY.toString())) {
            var answer = json.readTree(body(get("/api/outcomes?group=" + group + "&program=" + program, "researcher")));
            var small = new ArrayList<String>();
            smallCounts(answer, "", small);
            assertThat(small).as(program).isEmpty();
            assertThat(answer.get("smallCellsHidden").asBoolean()).isTrue();
        }
    }

    @Test
    void tells_nothing_of_many_journeys_of_a_few_people() throws Exception {
        var answer = json.readTree(body(get("/api/outcomes?program=" + Seeded.AGAIN, "researcher")));
        assertThat(answer.get("all").isNull()).isTrue();
        assertThat(answer.get("data").get("journeys").isNull()).isTrue();
        var elsewhere = json.readTree(body(get("/api/outcomes?data=imported&program=" + Seeded.AGAIN, "researcher")));
        assertThat(elsewhere.get("otherData").get(0).get("journeys").isNull()).isTrue();
        assertThat(json.readTree(body(get("/api/outcomes?program=" + Seeded.AGAIN, "auditor")))
                        .get("all")
                        .get("journeys")
                        .asInt())
                .isEqualTo(12);
    }

    @Test
    void hides_whole_groups_that_are_small_and_names_them() throws Exception {
        var answer = json.readTree(body(get("/api/outcomes?group=program", "researcher")));
        var hidden = new ArrayList<String>();
        answer.get("groups").forEach(group -> {
            if (group.get("hidden").asBoolean()) {
                hidden.add(group.get("label").asString());
                assertThat(group.get("figures").isNull()).isTrue();
            }
        });
        assertThat(hidden).isNotEmpty();
    }

    @Test
    void tells_a_manager_every_number() throws Exception {
        var answer = json.readTree(body(get("/api/outcomes?group=substance&program=" + Seeded.HARBOUR, "manager")));
        var small = new ArrayList<String>();
        smallCounts(answer, "", small);
        assertThat(small).isNotEmpty();
        assertThat(answer.get("smallCellsHidden").asBoolean()).isFalse();
    }

    @Test
    void tells_a_supervisor_every_number_of_the_own_program_only() throws Exception {
        var own = "/api/outcomes?program=" + Seeded.HARBOUR;
        var supervisor = user("s")
                .authorities(AuthorityUtils.createAuthorityList("ROLE_supervisor", "PROGRAM_" + Seeded.HARBOUR));
        assertThat(web.get().uri(own).with(supervisor))
                .bodyJson()
                .extractingPath("$.smallCellsHidden")
                .isEqualTo(false);
        assertThat(web.get().uri("/api/outcomes").with(supervisor))
                .bodyJson()
                .extractingPath("$.smallCellsHidden")
                .isEqualTo(true);
    }

    @Test
    void gives_each_number_its_denominator_its_definition_and_the_position() {
        assertThat(get("/api/outcomes", "researcher"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.position", path -> assertThat(path).isEqualTo((int) OutcomesOnly.POSITION))
                .hasPathSatisfying(
                        "$.all.completed.denominator", path -> assertThat(path).isNotNull())
                .hasPathSatisfying(
                        "$.definitions.completed", path -> assertThat(path).isNotNull())
                .hasPathSatisfying(
                        "$.definitions.returnOrLost", path -> assertThat(path).isNotNull());
    }

    @Test
    void shows_a_page_that_marks_synthetic_journeys_and_names_the_others() throws Exception {
        var page = body(get("/outcomes?group=sex", "researcher"));

        assertThat(page).contains("No patient is behind them", "120 imported", "position", "4,711", "Not recorded");
        assertThat(page).contains("data-chart=\"retention\"", "Log-rank test", "Kaplan–Meier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "program", "substance", "attribute:treat"})
    void shows_every_comparison_without_inline_script_or_style(String group) throws Exception {
        var page = body(get("/outcomes?data=synthetic&group=" + group, "auditor"));

        assertThat(page)
                .doesNotContain("style=\"", "onclick", "<style")
                .doesNotContain("Riverside </script>", "Log-rank test</dt><dd></dd>");
        assertThat(page.split("<script type=\"application/json\"", -1)).hasSize(2);
    }

    @Test
    void shows_a_page_where_nobody_is() {
        assertThat(get("/outcomes?data=recorded", "auditor"))
                .hasStatusOk()
                .bodyText()
                .contains("No journeys yet.");
        assertThat(get("/outcomes?data=recorded", "researcher")).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group=nonsense", "data=nonsense", "program=nonsense", "group=attribute:"})
    void says_what_is_wrong_with_a_question(String query) {
        assertThat(get("/api/outcomes?" + query, "researcher"))
                .hasStatus(400)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(get("/outcomes?" + query, "researcher")).hasStatus(400);
    }

    @Test
    void does_not_know_every_program() {
        assertThat(get("/api/outcomes?program=0197a000-0000-7000-8000-00000000ffff", "researcher"))
                .hasStatus(404);
    }

    @Test
    void takes_an_attribute_s_name_for_a_name_only() {
        assertThat(get("/api/outcomes?group=attribute:x'||version()||'", "researcher"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.groups[*].label")
                .asArray()
                .containsExactly("Not recorded");
    }

    private MvcTestResult get(String uri, String role) {
        return web.get().uri(uri).with(user("someone").roles(role)).exchange();
    }

    private static String body(MvcTestResult result) throws UnsupportedEncodingException {
        assertThat(result).hasStatusOk();
        return result.getResponse().getContentAsString();
    }

    private static void smallCounts(JsonNode node, String path, List<String> small) {
        node.properties().forEach(field -> {
            var value = field.getValue();
            var here = path + "." + field.getKey();
            if (COUNTS.contains(field.getKey())
                    && value.isNumber()
                    && value.asLong() >= 1
                    && value.asLong() <= Tally.FEW) {
                small.add(here + "=" + value);
            }
            smallCounts(value, here, small);
        });
        if (node.isArray()) {
            node.forEach(item -> smallCounts(item, path + "[]", small));
        }
    }
}
