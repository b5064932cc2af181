package org.throughline.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.throughline.command.reception.Bearer;

/** An administrator who imports over HTTP. */
final class ImportClient {
    static final String ADDRESS = "/api/record/imports";
    static final MediaType CSV = MediaType.parseMediaType("text/csv");
    static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    private final MockMvcTester web;
    private final String token = Bearer.of("ada", "administrator");

    ImportClient(MockMvcTester web) {
        this.web = web;
    }

    /** A mapping of the clinic's file under a name of its own, so that tests import apart from one another. */
    static String mapping() {
        return mapping("clinic " + UUID.randomUUID());
    }

    static String mapping(String name) {
        return new String(ClinicFile.mappingText(), StandardCharsets.UTF_8).replace("\"clinic\"", '"' + name + '"');
    }

    MvcTestResult send(HttpMethod method, String path, MediaType type, byte[] body) {
        return web.method(method)
                .uri(ADDRESS + path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(type)
                .content(body)
                .exchange();
    }

    MvcTestResult create(String mapping) {
        return send(HttpMethod.POST, "", MediaType.APPLICATION_JSON, mapping.getBytes(StandardCharsets.UTF_8));
    }

    /** The id of an import that awaits its file. */
    String created(String mapping) {
        var answer = create(mapping);
        assertThat(answer).hasStatus(201);
        return read(answer, "$.id");
    }

    MvcTestResult file(String id, MediaType type, byte[] file) {
        return send(HttpMethod.PUT, "/" + id + "/file", type, file);
    }

    MvcTestResult file(String id, String rows) {
        return file(id, CSV, (ClinicFile.HEADER + rows).getBytes(StandardCharsets.UTF_8));
    }

    /** The id of an import that can be run. */
    String ready(String mapping, String rows) {
        var id = created(mapping);
        var answer = file(id, rows);
        assertThat(answer).hasStatusOk();
        assertThat(ImportClient.<String>read(answer, "$.state")).isEqualTo("READY");
        return id;
    }

    MvcTestResult run(String id) {
        return post(id, "run");
    }

    MvcTestResult post(String id, String what) {
        return send(HttpMethod.POST, "/" + id + "/" + what, MediaType.APPLICATION_JSON, new byte[0]);
    }

    MvcTestResult status(String id) {
        return send(HttpMethod.GET, "/" + id, MediaType.APPLICATION_JSON, new byte[0]);
    }

    /** How it stands once it does not run any more. */
    MvcTestResult ended(String id) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> status(id), status -> !read(status, "$.state").equals("RUNNING"));
    }

    /** What is wrong: line, field and code of each. */
    static List<String> flaws(MvcTestResult answer) {
        List<Integer> lines = read(answer, "$.flaws[*].line");
        List<String> fields = read(answer, "$.flaws[*].field");
        List<String> codes = read(answer, "$.flaws[*].code");
        return IntStream.range(0, lines.size())
                .mapToObj(place -> lines.get(place) + " " + fields.get(place) + " " + codes.get(place))
                .toList();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    static <T> T read(MvcTestResult answer, String path) {
        return JsonPath.read(text(answer), path);
    }

    static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
