package org.throughline.standalone.guarded;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was answered. A stream that stays open has an empty body. */
record Answer(int status, HttpHeaders headers, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    JsonNode json() {
        return JSON.readTree(body);
    }

    /** Status and body, but for what is different in every answer. */
    String said() {
        return status + body.replaceFirst("\"correlation\":\"[0-9a-f-]{36}\"", "");
    }

    String text(String pointer) {
        return json().at(pointer).asString();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The stable part of the problem's type. */
    String problem() {
        return header("Content-Type").startsWith("application/problem+json")
                ? text("/type").replace("/problems/", "")
                : "";
    }

    @Override
    public String toString() {
        return status + " " + body.substring(0, Math.min(body.length(), 600));
    }
}
