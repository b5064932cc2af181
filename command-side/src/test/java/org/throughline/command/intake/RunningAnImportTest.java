package org.throughline.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.intake.ClinicFile.ROWS;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.throughline.command.reception.Bearer;
import org.throughline.command.reception.OverHttp;
import org.throughline.command.record.RecordLog;
import org.throughline.events.Role;

@OverHttp
class RunningAnImportTest {
    private static final String UNKNOWN = "01900000-0000-7000-8000-000000000000";

    @Autowired
    private MockMvcTester web;

    @Autowired
    private RecordLog log;

    private ImportClient client;

    @BeforeEach
    void open() {
        client = new ImportClient(web);
    }

    @Test
    void records_it_once_however_often_it_is_imported() {
        var mapping = ImportClient.mapping();
        var first = client.ready(mapping, ROWS);
        assertThat(client.run(first)).hasStatus(202);
        var done = client.ended(first);
        assertThat(ImportClient.<String>read(done, "$.state")).isEqualTo("DONE");
        assertThat(ImportClient.<Integer>read(done, "$.done")).isEqualTo(4);
        assertThat(ImportClient.<Integer>read(done, "$.recorded")).isGreaterThanOrEqualTo(13);
        var head = log.head();

        var again = client.ready(mapping, ROWS);
        client.run(again);
        var unchanged = client.ended(again);
        assertThat(ImportClient.<Integer>read(unchanged, "$.recorded")).isZero();
        assertThat(ImportClient.<Integer>read(unchanged, "$.unchanged")).isEqualTo(13);
        assertThat(log.head()).isEqualTo(head);
    }

    @Test
    void is_refused_before_a_sound_file_is_there_and_once_it_is_done() {
        var id = client.created(ImportClient.mapping());
        refused(client.run(id), "It has no file yet.");
        client.file(id, "oops");
        refused(client.run(id), "Something is wrong with its file.");
        client.file(id, ROWS);
        client.run(id);
        client.ended(id);
        refused(client.run(id), "All of it is recorded.");
        refused(client.file(id, ROWS), "It has been run: its file cannot be replaced.");
        refused(client.post(id, "cancellation"), "Nothing is running that could be stopped.");
    }

    @Test
    void happens_once_of_several_at_the_same_time() throws Exception {
        var id = client.ready(ImportClient.mapping(), many());
        var statuses = atTheSameTime(() -> client.run(id).getResponse().getStatus());
        assertThat(statuses).containsOnlyOnce(202).containsOnly(202, 409);
        assertThat(ImportClient.<String>read(client.ended(id), "$.state")).isEqualTo("DONE");
    }

    @Test
    void records_each_row_once_though_two_imports_of_the_same_run_at_the_same_time() throws Exception {
        var mapping = ImportClient.mapping();
        var ids = List.of(client.ready(mapping, many()), client.ready(mapping, many()));
        ids.forEach(id -> assertThat(client.run(id)).hasStatus(202));
        var recorded = 0;
        var unchanged = 0;
        for (var id : ids) {
            var done = client.ended(id);
            assertThat(ImportClient.<String>read(done, "$.state"))
                    .as(ImportClient.text(done))
                    .isEqualTo("DONE");
            recorded += ImportClient.<Integer>read(done, "$.recorded");
            unchanged += ImportClient.<Integer>read(done, "$.unchanged");
        }
        // a registration and an admission a row, and perhaps the program
        assertThat(recorded).isBetween(200, 202);
        assertThat(unchanged).isEqualTo(200);
    }

    @Test
    void stops_when_it_is_cancelled_and_goes_on_when_it_is_run_again() {
        var id = client.ready(ImportClient.mapping(), many());
        client.run(id);
        var stopped = client.post(id, "cancellation");
        assertThat(stopped).hasStatusOk();
        assertThat(ImportClient.<String>read(stopped, "$.state")).isEqualTo("CANCELLED");
        assertThat(ImportClient.<Integer>read(stopped, "$.done")).isLessThan(100);
        assertThat(client.run(id)).hasStatus(202);
        var done = client.ended(id);
        assertThat(ImportClient.<String>read(done, "$.state")).isEqualTo("DONE");
        assertThat(ImportClient.<Integer>read(done, "$.recorded") + ImportClient.<Integer>read(done, "$.unchanged"))
                .isEqualTo(200);
    }

    @Test
    void is_on_the_list_until_it_is_deleted() {
        var id = client.created(ImportClient.mapping());
        var list = client.send(HttpMethod.GET, "", MediaType.APPLICATION_JSON, new byte[0]);
        assertThat(ImportClient.<List<String>>read(list, "$[*].id")).startsWith(id);

        assertThat(client.send(HttpMethod.DELETE, "/" + id, MediaType.APPLICATION_JSON, new byte[0]))
                .hasStatus(204);
        unknown(client.status(id), "import-not-found");
    }

    @Test
    void is_not_possible_with_an_import_that_there_is_not() {
        for (var answer : List.of(
                client.status(UNKNOWN),
                client.run(UNKNOWN),
                client.post(UNKNOWN, "cancellation"),
                client.file(UNKNOWN, ROWS),
                client.send(HttpMethod.DELETE, "/" + UNKNOWN, MediaType.APPLICATION_JSON, new byte[0]))) {
            unknown(answer, "import-not-found");
        }
        unknown(client.status("the-last-one"), "not-found");
    }

    @Test
    void is_for_administrators_only() {
        var id = client.created(ImportClient.mapping());
        for (var role : Role.values()) {
            if (role != Role.ADMINISTRATOR) {
                assertThat(web.get()
                                .uri(ImportClient.ADDRESS + "/" + id)
                                .header("Authorization", "Bearer " + Bearer.of("somebody", role.code())))
                        .as(role.code())
                        .hasStatus(403)
                        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
            }
        }
    }

    private static String many() {
        return IntStream.rangeClosed(1, 100)
                .mapToObj("%d,Ana,Ruiz,1990-02-28,2024-03-04,,,,\n"::formatted)
                .reduce("", String::concat);
    }

    private static List<Integer> atTheSameTime(Callable<Integer> asked) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(List.of(asked, asked, asked));
            return List.of(
                    answers.get(0).get(), answers.get(1).get(), answers.get(2).get());
        }
    }

    private static void refused(MvcTestResult answer, String detail) {
        assertThat(answer).hasStatus(409).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(ImportClient.<String>read(answer, "$.type")).isEqualTo("/problems/import-not-possible");
        assertThat(ImportClient.<String>read(answer, "$.detail")).isEqualTo(detail);
        assertThat(ImportClient.<String>read(answer, "$.whatToDo")).isNotBlank();
    }

    private static void unknown(MvcTestResult answer, String code) {
        assertThat(answer).hasStatus(404).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(ImportClient.<String>read(answer, "$.type")).isEqualTo("/problems/" + code);
    }
}
