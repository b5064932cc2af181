package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** On a real server, because a client that is still sending may never hear an answer. */
@OverHttp
class LargeBodiesTest {
    private static final byte[] TEN_MEGABYTES =
            ("{\"name\": \"" + "a".repeat(10 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);

    @Autowired
    private Client client;

    @LocalServerPort
    private int port;

    @Test
    void are_refused_by_their_announced_length() throws Exception {
        refused(send("/api/record/patients", BodyPublishers.ofByteArray(TEN_MEGABYTES)));
    }

    @Test
    void are_refused_while_they_come_in_without_one() throws Exception {
        refused(send("/api/record/patients", chunked()));
    }

    @Test
    void are_refused_however_the_address_is_spelled() throws Exception {
        refused(send("/api/%72ecord/patients", chunked()));
    }

    private static BodyPublisher chunked() {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TEN_MEGABYTES));
    }

    private HttpResponse<String> send(String path, BodyPublisher body) throws IOException, InterruptedException {
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + client.clinician())
                    .header("Content-Type", "application/json")
                    .POST(body)
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("/problems/body-too-large").doesNotContain("aaa");
    }
}
