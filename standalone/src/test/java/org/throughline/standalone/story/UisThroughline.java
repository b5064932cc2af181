package org.throughline.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.throughline.command.record.RecordLog;
import org.throughline.events.storage.StoredEvent;
import org.throughline.standalone.StandaloneForTests;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One Throughline with the UIS imported into it in one go, for the tests of this JVM. */
final class UisThroughline {
    private static final int MANY = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private UisThroughline() {}

    private static final class Held {
        private static final StandaloneForTests INSTANCE = imported();

        private static StandaloneForTests imported() {
            try {
                var throughline = start(Files.createTempDirectory("throughline-uis"));
                assertThat(UisImport.whole(throughline).path("recorded").asInt())
                        .isEqualTo(UisImport.COMMANDS);
                return throughline;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static StandaloneForTests imported() {
        return Held.INSTANCE;
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

    /** What was imported, in the order of the file: stream, event and entry of each, whoever imported it and when. */
    static List<List<Object>> entries(StandaloneForTests throughline) {
        var entries = new ArrayList<List<Object>>();
        for (var event : throughline.application().getBean(RecordLog.class).after(0, MANY)) {
            if (event.metadata().contains("\"import\"")) {
                entries.add(entry(event));
            }
        }
        return entries;
    }

    private static List<Object> entry(StoredEvent event) {
        if (!event.name().startsWith("journey.")) {
            return List.of(event.stream(), event.sequence(), event.name());
        }
        // what is sealed is sealed under another key each time
        var said = JsonMapper.shared().readTree(event.payload()).properties().stream()
                .filter(field -> !field.getValue().has("enc"))
                .map(Object::toString)
                .toList();
        return List.of(event.stream(), event.sequence(), event.name(), said);
    }
}
