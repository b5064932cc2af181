package org.throughline.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface of a running Throughline, as somebody with a token uses it. */
public final class Api implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String token;

    private Api(String address, String token) {
        this.address = address;
        this.token = token;
    }

    private Api(String address, String account, String password) {
        this.address = address;
        var credentials = JsonMapper.shared()
                .createObjectNode()
                .put("name", account)
                .put("password", password)
                .toString();
        this.token = json(send("POST", "/api/token", "application/json", BodyPublishers.ofString(credentials), null))
                .path("token")
                .asString();
    }

    /** With a token that is here already. */
    public static Api bearing(String token, String address) {
        return new Api(address, token);
    }

    /** With a token of a demonstration account. */
    static Api as(String account, String address, String password) {
        return new Api(address, account, password);
    }

    /** What is read at an address. */
    public JsonNode get(String path) {
        return json(send("GET", path, "application/json", BodyPublishers.noBody(), token));
    }

    String page(String path) {
        var answer = send("GET", path, "text/html", BodyPublishers.noBody(), token);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    int status(String path) {
        return send("GET", path, "application/json", BodyPublishers.noBody(), token)
                .statusCode();
    }

    /** The answer to what is sent. */
    public JsonNode send(String method, String path, String type, byte[] body) {
        return json(send(method, path, type, BodyPublishers.ofByteArray(body), token));
    }

    private HttpResponse<String> send(
            String method, String path, String type, BodyPublisher body, @Nullable String bearer) {
        var request = HttpRequest.newBuilder(URI.create(address + path)).method(method, body);
        request.header(method.equals("GET") ? "Accept" : "Content-Type", type);
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), answer.body())
                .isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
