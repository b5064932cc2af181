package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@OverHttp
class BodiesThatAreRefusedTest {
    @Autowired
    private Client client;

    @Autowired
    private MockMvcTester web;

    @Test
    void says_everything_that_a_problem_says() {
        var answer = register("{\"programId\": null, \"name\": {\"given\": \" \"}, \"birthDate\": null}");

        assertThat(answer).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(Client.<Map<String, Object>>read(answer, "$").keySet())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "whatToDo", "errors", "correlation");
        assertThat(Client.<String>read(answer, "$.type")).isEqualTo("/problems/invalid");
        assertThat(Client.<Integer>read(answer, "$.status")).isEqualTo(422);
        assertThat(Client.<String>read(answer, "$.detail")).isEqualTo("4 fields are not valid.");
        assertThat(Client.<List<String>>read(answer, "$.errors[*].field"))
                .containsExactlyInAnyOrder("programId", "name.given", "name.family", "birthDate");
        assertThat(Client.<List<String>>read(answer, "$.errors[?(@.field == 'name.given')].code"))
                .containsExactly("not-blank");
        assertThat(Client.<List<String>>read(answer, "$.errors[*].message")).doesNotContainNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"name": oops}               | The body is not JSON at line 1, column 10.
                    {"name":                     | The body is not JSON at line 1, column
                    {"birthDate": "1990-05-17",} | The body is not JSON at line 1, column 28.
                    {"name": {}} {}              | One JSON object is needed, and nothing after it.
                    []                           | One JSON object is needed, and nothing after it.
                    "a text"                     | One JSON object is needed, and nothing after it.
                    null                         | The body is missing.
                    {"birthDate": "1990-05-17", "birthDate": "1990-05-18"} | A field is there twice at line 1, column
                    """)
    void says_where_a_body_is_no_json(String body, String detail) {
        assertThat(register(body))
                .hasStatus(400)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .startsWith(detail);
    }

    @Test
    void says_the_line() {
        assertThat(register("{\n\n  \"name\": oops\n}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains("line 3");
    }

    @Test
    void misses_a_body_that_is_not_there() {
        assertThat(register("")).hasStatus(400);
    }

    @Test
    void reads_no_text_that_is_not_unicode() {
        assertThat(web.post()
                        .uri("/api/record/patients")
                        .header("Authorization", "Bearer " + client.clinician())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'}))
                .hasStatus(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    programId   | 5                      | invalid-format | An id (UUID) is needed.
                    programId   | "not-an-id"            | invalid-format | An id (UUID) is needed.
                    kind        | "yoga"                 | unknown-code   | Unknown code; one of: psychoeducation, skills-development, support, individual-counselling, family-therapy, expressive-therapy, case-management.
                    kind        | 0                      | unknown-code   | Unknown code; one of: psychoeducation
                    kind        | ""                     | unknown-code   | Unknown code; one of: psychoeducation
                    starts      | 1738332000             | invalid-format | A moment is needed
                    starts      | "yesterday"            | invalid-format | A moment is needed
                    starts      | "2026-02-30T10:00:00Z" | invalid-format | A moment is needed
                    starts      | "2026-02-20"           | invalid-format | A moment is needed
                    starts      | "0000-01-01T00:00:00Z" | out-of-range   | The year must lie
                    starts      | "+999999-01-01T00:00:00Z" | out-of-range | The year must lie
                    minutes     | "120"                  | invalid-format | A whole number is needed, without quotes.
                    minutes     | 120.0                  | invalid-format | A whole number is needed
                    minutes     | 120.5                  | invalid-format | A whole number is needed
                    minutes     | true                   | invalid-format | A whole number is needed
                    minutes     | 99999999999999999999   | invalid-format | This number is too large.
                    minutes     | 1e999999               | invalid-format | A whole number is needed
                    minutes     | -120                   | min            | must be greater than or equal to 1
                    minutes     | null                   | not-null       | must not be null
                    minutes     | {}                     | invalid-format | A whole number is needed
                    facilitator | 5                      | invalid-format | A text is needed, in quotes.
                    facilitator | true                   | invalid-format | A text is needed
                    facilitator | ["kim"]                | invalid-format | A text is needed
                    facilitator | "k\\u0000im"           | not-storable   | This holds NUL
                    facilitator | "k\\ud800im"           | not-storable   | This holds NUL
                    facilitator | "<script>alert(1)</script>" | invalid   | The one who leads it
                    capacity    | 0                      | min            | must be greater than or equal to 1
                    unknown     | 1                      | unknown-field  | There is no such field.
                    """)
    void says_which_field_is_wrong_and_how(String field, String value, String code, String message) {
        var good = Client.sessionOf(client.program());
        var bad = good.contains("\"" + field + "\":")
                ? good.replaceFirst("\"" + field + "\": (\"[^\"]*\"|\\d+)", quoted("\"" + field + "\": " + value))
                : good.replaceFirst("\\{", quoted("{\"" + field + "\": " + value + ", "));

        var answer = client.send(client.clinician(), "/sessions", bad);

        assertThat(answer).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(Client.<String>read(answer, "$.errors[0].field")).isEqualTo(field);
        assertThat(Client.<String>read(answer, "$.errors[0].code")).isEqualTo(code);
        assertThat(Client.<String>read(answer, "$.errors[0].message")).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    birthDate | "0000-01-01"                  | out-of-range
                    birthDate | "1990-02-30"                  | invalid-format
                    birthDate | [1990, 5, 17]                 | invalid-format
                    birthDate | 7442                          | invalid-format
                    birthDate | "1990-05-17T00:00:00Z"        | invalid-format
                    birthDate | "2199-01-01"                  | in-the-future
                    identifiers | [null]                      | invalid-format
                    identifiers | "MRN 5"                     | invalid-format
                    contact   | "by telephone"                | invalid-format
                    """)
    void takes_days_and_lists_at_their_word(String field, String value, String code) {
        var good = Client.patientOf(client.program());
        var bad = good.contains("\"" + field + "\":")
                ? good.replaceFirst("\"" + field + "\": \"[^\"]*\"", quoted("\"" + field + "\": " + value))
                : good.replaceFirst("\\{", quoted("{\"" + field + "\": " + value + ", "));

        var answer = register(bad);

        assertThat(answer).hasStatus(422);
        assertThat(Client.<String>read(answer, "$.errors[0].field")).startsWith(field);
        assertThat(Client.<String>read(answer, "$.errors[0].code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "teds": {"SUB1": null}          | teds.SUB1       | invalid-format
                    "teds": {"SUB1": "2"}           | teds.SUB1       | invalid-format
                    "teds": {"SUB1": 99}            | teds.SUB1       | unknown-code
                    "teds": {"<b>x</b>": 1}         | teds.(other)    | unknown-code
                    "attributes": {"court": null}   | attributes.court | invalid-format
                    "attributes": {"<b>": "x"}      | attributes      | unknown-code
                    "diagnoses": [null]             | diagnoses[0]    | invalid-format
                    "diagnoses": [5]                | diagnoses[0]    | invalid-format
                    "diagnoses": ["'; DROP TABLE event"] | diagnoses[0] | size
                    "diagnoses": ["'; DROP"]        | diagnoses       | unknown-code
                    "late": "because"               | late            | unknown-code
                    "note": "a\\u0000b"             | note            | not-storable
                    "plannedDays": -1               | plannedDays     | min
                    """)
    void looks_into_lists_and_maps(String part, String field, String code) {
        var good = Client.enrolmentOf(client.patient(), client.program()).replaceAll("(?s),\\s*\"diagnoses\".*", "}");

        var answer = client.send(client.clinician(), "/journeys", good.replaceFirst("\\{", quoted("{" + part + ", ")));

        assertThat(answer).hasStatus(422);
        assertThat(Client.<String>read(answer, "$.errors[0].field")).isEqualTo(field);
        assertThat(Client.<String>read(answer, "$.errors[0].code")).isEqualTo(code);
    }

    @Test
    void lists_the_codes_of_reasons_that_are_numbers() {
        var journey = client.journey();

        var answer = client.send(
                client.clinician(),
                "/journeys/" + journey + "/discharge",
                Client.discharge().replace("\"reason\": 1", "\"reason\": 9"),
                "If-Match",
                "\"1\"");

        assertThat(answer).hasStatus(422);
        assertThat(Client.<String>read(answer, "$.errors[0].message"))
                .isEqualTo("Unknown code; one of: 1, 2, 3, 4, 5, 6, 7.");
    }

    @Test
    void wants_a_policy_whole() {
        var answer = client.send(
                client.admin(),
                "/programs/" + client.program() + "/policies",
                "{\"effectiveFrom\": \"2020-01-01\", \"policy\": {\"weeklyMinutes\": -5}}");

        assertThat(answer).hasStatus(422);
        assertThat(Client.<List<String>>read(answer, "$.errors[*].field"))
                .hasSize(10)
                .contains("policy.weekStart", "policy.weeklyMinutes", "policy.retentionYears");
    }

    @Test
    void wants_the_kind_of_a_replacement() {
        var correction = "/journeys/" + client.journey() + "/entries/" + Client.someId() + "/correction";

        for (var replacement : List.of("{}", "{\"kind\": \"party\"}")) {
            var answer = client.send(
                    client.clinician(), correction, "{\"replacement\": " + replacement + "}", "If-Match", "\"1\"");
            assertThat(answer).hasStatus(422);
            assertThat(Client.<String>read(answer, "$.errors[0].field")).isEqualTo("replacement.kind");
        }
    }

    @Test
    void is_not_impressed_by_depth_or_length() {
        var deep = "{\"name\": " + "[".repeat(100_000);
        var deepAndUnknown = "{\"other\": " + "{\"a\":".repeat(30_000);
        var longNumber = "{\"minutes\": " + "9".repeat(5_000) + "}";
        var longName = "{\"" + "a".repeat(100_000) + "\": 1}";

        assertThat(register(deep)).hasStatus4xxClientError();
        assertThat(register(deepAndUnknown)).hasStatus4xxClientError();
        assertThat(client.send(client.clinician(), "/sessions", longNumber)).hasStatus4xxClientError();
        assertThat(Client.text(register(longName))).hasSizeLessThan(1_000);
    }

    @Test
    void repeats_no_name_that_the_client_made_up() {
        assertThat(Client.text(register("{\"<script>alert(1)</script>\": 1}")))
                .contains("\"(other)\"")
                .doesNotContain("script");
    }

    private MvcTestResult register(String body) {
        return client.send(client.clinician(), "/patients", body);
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
