package org.throughline.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.intake.ClinicFile.HEADER;
import static org.throughline.command.intake.ClinicFile.ROWS;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.throughline.command.reception.Bearer;
import org.throughline.command.reception.CommandHouse;
import org.throughline.command.reception.OverHttp;
import org.throughline.command.record.RecordLog;

@OverHttp
class SendingAFileTest {
    @Autowired
    private MockMvcTester web;

    @Autowired
    private RecordLog log;

    @LocalServerPort
    private int port;

    private ImportClient client;

    @BeforeEach
    void open() {
        client = new ImportClient(web);
    }

    @Test
    void tries_it_and_records_nothing() {
        var id = client.created(ImportClient.mapping());
        var head = log.head();

        var answer = client.file(id, ROWS);

        assertThat(answer).hasStatusOk();
        assertThat(ImportClient.<String>read(answer, "$.state")).isEqualTo("READY");
        assertThat(ImportClient.<Integer>read(answer, "$.rows")).isEqualTo(4);
        assertThat(log.head()).isEqualTo(head);
    }

    @Test
    void tells_by_line_and_field_what_is_wrong() {
        var rows = new ByteArrayOutputStream();
        rows.writeBytes((HEADER + """
                1,Ana,Ruiz,1990-02-30,2024-03-04,2024-05-06,vanished,70,2
                2,Bo,Ek,1985-07-01,0000-02-29,,,,5
                3,Cy,Fu,1999-12-31
                1,Di,Go,1999-12-31,2024-03-04,2024-03-03,done,-4,99
                ,Ed,Ha,1999-12-31,2024-03-04,,,,
                """).getBytes(StandardCharsets.UTF_8));
        rows.writeBytes("6,Andr\u00e9,Ek,1990-01-01,2024-03-04,,,,\n".getBytes(StandardCharsets.ISO_8859_1));
        rows.writeBytes("7,A\0,Ek,1990-01-01,2024-03-04,,,,\n".getBytes(StandardCharsets.UTF_8));
        rows.writeBytes(
                "8,,%s,2124-01-01,2024-03-04,,,,\n".formatted("x".repeat(300)).getBytes(StandardCharsets.UTF_8));

        var answer = client.file(client.created(ImportClient.mapping()), ImportClient.CSV, rows.toByteArray());

        assertThat(answer).hasStatusOk();
        assertThat(ImportClient.<String>read(answer, "$.state")).isEqualTo("FLAWED");
        assertThat(ImportClient.flaws(answer))
                .contains(
                        "2 Born bad-date",
                        "2 Why unknown-code",
                        "3 Begin bad-date",
                        "4  column-count",
                        "5 No twice",
                        "5 Days negative",
                        "6 No missing",
                        "7  encoding",
                        "8  encoding",
                        "9 First missing");
        assertThat(ImportClient.text(answer)).doesNotContain("vanished", "Ruiz", "xxx");
    }

    @Test
    void tells_everything_that_the_rules_refuse_of_a_row() {
        var rows =
                "1,Ana,%s,2124-01-01,2024-03-04,,,,\n2,Bo,Ek,1999-01-01,2024-03-04,,,,99\n".formatted("x".repeat(300));

        var answer = client.file(client.created(ImportClient.mapping()), rows);

        assertThat(ImportClient.flaws(answer))
                .containsExactlyInAnyOrder(
                        "2 patient.name.family invalid",
                        "2 patient.birthDate in-the-future",
                        "3 teds.SUB1 unknown-code");
    }

    @Test
    void tells_which_columns_are_missing() {
        var file = "No,First,Last,Born\n1,A,B,1990-01-01\n".getBytes(StandardCharsets.UTF_8);

        var answer = client.file(client.created(ImportClient.mapping()), ImportClient.CSV, file);

        assertThat(ImportClient.flaws(answer))
                .contains("1 Begin missing-column", "1 End missing-column", "1 Why missing-column");
    }

    @Test
    void says_where_it_cannot_be_read_any_further() {
        var id = client.created(ImportClient.mapping());
        assertThat(ImportClient.flaws(client.file(id, "1,\"Ana,Ruiz,1990-02-28,2024-03-04,,,,\n")))
                .containsExactly("2  malformed");
        assertThat(ImportClient.flaws(client.file(id, ""))).containsExactly("1  empty");
        assertThat(ImportClient.flaws(client.file(id, ImportClient.CSV, new byte[0])))
                .containsExactly("1  header");
    }

    @Test
    void takes_lines_of_objects_and_tells_what_is_wrong_with_them() {
        var id = client.created(ImportClient.mapping().replace("\"csv\"", "\"ndjson\""));
        var good =
                "{\"No\": 1, \"First\": \"Ana\", \"Last\": \"Ruiz\", \"Born\": \"1990-02-28\", \"Begin\": \"2024-03-04\"}";
        var bad = String.join(
                "\n",
                "{\"No\": 2, \"First\": \"Ana\"",
                "[1]",
                good.replace("1,", "4,").replace("\"Ana\"", "{\"a\": 1}"),
                good.replace("1,", "5,").replace("Ana", "A\\u0000"),
                good.replace("1,", "6,").replace("Ana", "A\\ud800"),
                good.replace("\"No\"", "\"No\": 7, \"No\""),
                good + good,
                "{\"a\":".repeat(5_000),
                good.replace("1,", "9,").replace("2024-03-04", "2024-02-30"));

        var flawed = client.file(id, ImportClient.NDJSON, bad.getBytes(StandardCharsets.UTF_8));
        assertThat(ImportClient.flaws(flawed))
                .containsExactly(
                        "1  malformed",
                        "2  malformed",
                        "3 First malformed",
                        "4 patient.name.given invalid",
                        "5 patient.name.given invalid",
                        "6  malformed",
                        "7  malformed",
                        "8  malformed",
                        "9 Begin bad-date");

        var better = client.file(id, ImportClient.NDJSON, good.getBytes(StandardCharsets.UTF_8));
        assertThat(ImportClient.<String>read(better, "$.state")).isEqualTo("READY");
    }

    @Test
    void takes_a_better_file_instead_and_the_same_again() {
        var id = client.created(ImportClient.mapping());
        assertThat(ImportClient.<String>read(client.file(id, ROWS.replace("2024-02-29", "2023-02-29")), "$.state"))
                .isEqualTo("FLAWED");
        assertThat(ImportClient.<String>read(client.file(id, ROWS), "$.state")).isEqualTo("READY");
        assertThat(ImportClient.<String>read(client.file(id, ROWS), "$.state")).isEqualTo("READY");
        assertThat(ImportClient.<String>read(client.file(id, "oops"), "$.state"))
                .isEqualTo("FLAWED");
    }

    @Test
    void is_refused_in_a_form_that_it_does_not_have() {
        var id = client.created(ImportClient.mapping());
        var file = (HEADER + ROWS).getBytes(StandardCharsets.UTF_8);

        var json = client.file(id, MediaType.APPLICATION_JSON, file);
        problem(json, 415, "unsupported-media-type");
        assertThat(ImportClient.<String>read(json, "$.whatToDo")).contains("text/csv", "application/x-ndjson");
        var lines = client.file(id, ImportClient.NDJSON, file);
        problem(lines, 415, "unsupported-media-type");
        assertThat(ImportClient.<String>read(lines, "$.whatToDo")).contains("text/csv");
        problem(
                client.file(id, MediaType.parseMediaType("text/csv;charset=ISO-8859-1"), file),
                415,
                "unsupported-media-type");
        assertThat(client.file(id, MediaType.parseMediaType("text/csv;charset=utf-8"), file))
                .hasStatusOk();
        assertThat(client.file(id, MediaType.APPLICATION_OCTET_STREAM, file)).hasStatusOk();
    }

    @Test
    void is_refused_if_it_is_too_large_and_what_was_sent_before_stands() throws Exception {
        var id = client.ready(ImportClient.mapping(), ROWS);
        var tenMegabytes = new byte[10 * CommandHouse.LARGEST_FILE];

        // on a real server, because a client that is still sending may never hear an answer
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var address = URI.create("http://127.0.0.1:" + port + ImportClient.ADDRESS + "/" + id + "/file");
            for (var body : new HttpRequest.BodyPublisher[] {
                BodyPublishers.ofByteArray(tenMegabytes),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tenMegabytes))
            }) {
                var answer = http.send(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", "Bearer " + Bearer.of("ada", "administrator"))
                                .header("Content-Type", "text/csv")
                                .PUT(body)
                                .build(),
                        BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
                assertThat(answer.body()).contains("/problems/body-too-large", "larger than 1 MB");
            }
        }

        assertThat(ImportClient.<String>read(client.status(id), "$.state")).isEqualTo("READY");
        assertThat(client.run(id)).hasStatus(202);
        assertThat(ImportClient.<Integer>read(client.ended(id), "$.done")).isEqualTo(4);
    }

    private static void problem(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(ImportClient.<String>read(answer, "$.type")).isEqualTo("/problems/" + code);
    }
}
