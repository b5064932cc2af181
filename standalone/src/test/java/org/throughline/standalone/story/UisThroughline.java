package org.throughline.standalone.story;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.throughline.command.record.RecordLog;
import org.throughline.standalone.StandaloneForTests;
import org.throughline.standalone.postgres.Unpacked;
import tools.jackson.databind.JsonNode;

/**
 * One Throughline into which the UIS was imported, for the tests of this JVM. Somebody stopped the import, it went on, its
 * program was killed, and it went on again in this one: what is measured here is measured of that.
 */
final class UisThroughline {
    private static final int MANY = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private UisThroughline() {}

    /**
     * How the import went.
     *
     * @param found as it was found after the program was killed
     * @param done as it was once all of it was recorded
     */
    record Imported(StandaloneForTests throughline, JsonNode found, JsonNode done) {}

    private static final class Held {
        private static final Imported INSTANCE = interrupted();

        private static Imported interrupted() {
            try {
                var data = Files.createTempDirectory("throughline-uis");
                Unpacked.into(data);
                var id = ThroughlineInAJvm.cancelledAndThenKilled(data);
                var throughline = start(data);
                try (var administrator = Api.as("administrator", throughline.address(), throughline.password())) {
                    var uis = UisImport.of(administrator, id);
                    var found = uis.status();
                    uis.run();
                    return new Imported(throughline, found, uis.ended("DONE"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    static Imported interrupted() {
        return Held.INSTANCE;
    }

    static StandaloneForTests imported() {
        return Held.INSTANCE.throughline();
    }

    static StandaloneForTests start(Path data) throws IOException {
        return StandaloneForTests.startWithoutJourneys(data, freePort());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What somebody is answered of outcomes, once everything recorded is counted. */
    static JsonNode outcomes(StandaloneForTests throughline, String account, String question) {
        var head = head(throughline);
        try (var reader = Api.as(account, throughline.address(), throughline.password())) {
            return await().atMost(PATIENCE)
                    .until(
                            () -> reader.get("/api/outcomes" + question),
                            answer -> answer.path("position").asLong() == head);
        }
    }

    static long head(StandaloneForTests throughline) {
        return throughline.application().getBean(RecordLog.class).head();
    }

    /** Something that was recorded by an import. */
    record Entry(UUID stream, String name) {}

    /** What was imported, in its order. */
    static List<Entry> entries(StandaloneForTests throughline) {
        return throughline.application().getBean(RecordLog.class).after(0, MANY).stream()
                .filter(event -> event.metadata().contains("\"import\""))
                .map(event -> new Entry(event.stream(), event.name()))
                .toList();
    }
}
