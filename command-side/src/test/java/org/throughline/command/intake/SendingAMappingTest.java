package org.throughline.command.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.throughline.command.reception.OverHttp;

@OverHttp
class SendingAMappingTest {
    @Autowired
    private MockMvcTester web;

    private ImportClient client;

    @BeforeEach
    void open() {
        client = new ImportClient(web);
    }

    @Test
    void makes_an_import_that_awaits_its_file() {
        var answer = client.create(ImportClient.mapping("first"));

        assertThat(answer).hasStatus(201);
        String id = ImportClient.read(answer, "$.id");
        assertThat(answer).hasHeader("Location", ImportClient.ADDRESS + "/" + id);
        assertThat(ImportClient.<String>read(answer, "$.name")).isEqualTo("first");
        assertThat(ImportClient.<String>read(answer, "$.by")).isEqualTo("ada");
        assertThat(ImportClient.<String>read(client.status(id), "$.state")).isEqualTo("AWAITING_FILE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "format": "csv"            | "format": "xlsx"                | format                     | unknown-code
                    "format": "csv"            | "form": "csv"                   | form                       | unknown-field
                    "key": "No",               |                                 | key                        | missing
                    "clinician": "clinic-import", | "clinician": " ",            | clinician                  | missing
                    "2.1"                      | "2.7"                           | programs[0].levelOfCare    | unknown-code
                    "America/Chicago"          | "Chicago"                       | programs[0].timeZone       | invalid-format
                    11111111-2222-7333-8444-555555555555 | riverside             | programs[0].id             | invalid-format
                    "2020-01-01"               | "2020-13-01"                    | programs[0].policyFrom     | invalid-format
                    "weeklyMinutes": 540       | "weeklyMinutes": null           | programs[0].weeklyMinutes  | invalid-format
                    {"column": "First"}        | {"colunm": "First"}             | patient.given.colunm       | unknown-field
                    {"column": "First"}        | {}                              | patient.given              | invalid
                    {"column": "First"}        | {"named": "first"}              | patient.given              | unknown-name
                    {"on": {"column": "Begin"}} | {"on": {"column": "Begin"}, "pattern": "MM/dd"} | enrolment.admitted.pattern | bad-pattern
                    "kind": "discharge"        | "kind": "graduation"            | events[0].kind             | invalid-format
                    "purpose": "call"          | "purpose": "end"                | events[1].purpose          | twice
                    "method": {"constant": "telephone"}, |                       | events[1].method           | missing
                    {"daysAfterAdmission": {"column": "Days"}} | {}              | events[1].day              | invalid
                    "done": "1"                | "done": null                    | events[0].reason.codes.done | missing
                    "events": [                | "events": [null,                | events[0]                  | missing
                    """)
    void is_refused_with_the_path_of_what_is_wrong(String good, String bad, String field, String code) {
        var answer = client.create(ImportClient.mapping().replace(good, bad == null ? "" : bad));

        assertThat(answer).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(ImportClient.<String>read(answer, "$.type")).isEqualTo("/problems/invalid");
        assertThat(ImportClient.<List<String>>read(answer, "$.errors[*].field")).containsExactly(field);
        assertThat(ImportClient.<List<String>>read(answer, "$.errors[*].code")).containsExactly(code);
    }

    @Test
    void is_refused_with_everything_that_is_wrong_at_once_and_the_codes_to_choose_from() {
        var answer = client.create(ImportClient.mapping()
                .replace("\"key\": \"No\",", "")
                .replace("\"clinician\": \"clinic-import\",", "")
                .replace("{\"column\": \"First\"}", "{}"));
        assertThat(ImportClient.<List<String>>read(answer, "$.errors[*].field")).contains("key", "clinician");

        var kinds = client.create(ImportClient.mapping().replace("\"kind\": \"discharge\"", "\"kind\": \"end\""));
        assertThat(ImportClient.<String>read(kinds, "$.errors[0].message"))
                .contains("discharge", "follow-up", "relapse");

        var formats = client.create(ImportClient.mapping().replace("\"csv\"", "\"xml\""));
        assertThat(ImportClient.<String>read(formats, "$.errors[0].message")).contains("csv, ndjson");
    }

    @Test
    void is_refused_if_it_is_not_json_or_says_something_twice_or_more_than_one_thing() {
        for (var body :
                List.of("", "{", "[]", "null", "{\"key\": \"a\", \"key\": \"b\"}", ImportClient.mapping() + "{}")) {
            var answer = client.create(body);
            assertThat(answer).as(body).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(ImportClient.<String>read(answer, "$.type")).isEqualTo("/problems/malformed-json");
        }
    }

    @Test
    void is_refused_if_values_name_one_another_in_a_circle_however_wide() {
        var values = new StringBuilder("\"values\": {");
        for (var value = 0; value < 20; value++) {
            values.append(value == 0 ? "" : ",").append("\"v").append(value).append("\": {\"choose\": [");
            for (var choice = 0; choice < 20; choice++) {
                values.append(choice == 0 ? "" : ",")
                        .append("{\"value\": {\"named\": \"v")
                        .append(choice)
                        .append("\"}}");
            }
            values.append("]}");
        }
        var answer = client.create(ImportClient.mapping().replaceFirst("\"patient\"", values + "}, \"patient\""));
        assertThat(answer).hasStatus(422);
        assertThat(ImportClient.<List<String>>read(answer, "$.errors[*].code")).contains("too-deep");
        assertThat(ImportClient.text(answer).length()).isLessThan(1_000_000);
    }

    @Test
    void is_refused_if_it_is_larger_than_a_mapping_is() {
        var answer = client.create(ImportClient.mapping() + " ".repeat(300 * 1024));

        problem(answer, 413, "body-too-large");
        assertThat(ImportClient.<String>read(answer, "$.detail")).isEqualTo("The mapping is larger than 256 KiB.");
    }

    @Test
    void is_refused_in_another_form_or_by_another_method() {
        var csv = client.send(HttpMethod.POST, "", ImportClient.CSV, "a,b".getBytes(StandardCharsets.UTF_8));
        problem(csv, 415, "unsupported-media-type");
        assertThat(ImportClient.<String>read(csv, "$.whatToDo")).contains("application/json");

        var put = client.send(HttpMethod.PUT, "", MediaType.APPLICATION_JSON, new byte[0]);
        problem(put, 405, "method-not-allowed");
        assertThat(ImportClient.<String>read(put, "$.whatToDo")).contains("POST", "GET");
    }

    private static void problem(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(ImportClient.<String>read(answer, "$.type")).isEqualTo("/problems/" + code);
    }
}
