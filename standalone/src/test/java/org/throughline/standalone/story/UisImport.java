package org.throughline.standalone.story;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.throughline.standalone.StandaloneForTests;
import tools.jackson.databind.JsonNode;

/** The UIS file, imported over HTTP as an administrator would. */
public final class UisImport {
    /** How many journeys it tells of. */
    public static final int PATIENTS = 575;

    static final String SITE_A = "9d0c1f3e-5a64-5c70-8a36-0b5b1f6f0a01";
    static final String SITE_B = "9d0c1f3e-5a64-5c70-8a36-0b5b1f6f0b02";

    /** Two programs with a policy each; a registration, an admission, an exit and a follow-up of each patient. */
    static final int COMMANDS = 4 + 4 * PATIENTS;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofMillis(250);

    private final Api administrator;
    private final String address;

    private UisImport(Api administrator, String address) {
        this.administrator = administrator;
        this.address = address;
    }

    /** Sends the mapping and the file, in which nothing is wrong. */
    public static UisImport ready(Api administrator) {
        var created = administrator.send(
                "POST", "/api/record/imports", "application/json", resource("/uis/uis.mapping.json"));
        assertThat(created.path("state").asString()).isEqualTo("AWAITING_FILE");
        var found = of(administrator, created.path("id").asString());
        var tried = administrator.send("PUT", found.address + "/file", "text/csv", resource("/uis/uis.csv"));
        assertThat(tried.path("flaws")).as(tried.toString()).isEmpty();
        assertThat(tried.path("state").asString()).isEqualTo("READY");
        assertThat(tried.path("rows").asInt()).isEqualTo(PATIENTS);
        return found;
    }

    static UisImport of(Api administrator, String id) {
        return new UisImport(administrator, "/api/record/imports/" + id);
    }

    /** Imports all of it. */
    static JsonNode whole(StandaloneForTests throughline) {
        try (var administrator = Api.as("administrator", throughline.address(), throughline.password())) {
            var found = ready(administrator);
            found.run();
            return found.ended("DONE");
        }
    }

    String id() {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** Begins to record it. */
    public void run() {
        assertThat(post("/run").path("state").asString()).isEqualTo("RUNNING");
    }

    JsonNode cancel() {
        return post("/cancellation");
    }

    private JsonNode post(String what) {
        return administrator.send("POST", address + what, "application/json", new byte[0]);
    }

    JsonNode status() {
        return administrator.get(address);
    }

    /** Once so many rows are done, and not all. */
    int underway(int rows) {
        var status = once(SOON, now -> now.path("done").asInt() >= rows);
        assertThat(status.path("state").asString()).as(status.toString()).isEqualTo("RUNNING");
        return status.path("done").asInt();
    }

    /** How it stands once it is no longer running. */
    public JsonNode ended(String state) {
        var status = once(LATER, now -> !now.path("state").asString().equals("RUNNING"));
        assertThat(status.path("state").asString()).as(status.toString()).isEqualTo(state);
        return status;
    }

    private JsonNode once(Duration again, Predicate<JsonNode> condition) {
        return await().atMost(PATIENCE).pollInterval(again).until(this::status, condition);
    }

    static byte[] resource(String name) {
        try (var in = requireNonNull(UisImport.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
