package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The bytes that a proof hashes. The vectors were computed by another program; they never change. */
class LeafTest {
    private static final Path VECTORS = Path.of("src/test/resources/history/leaves");
    private static final HexFormat HEX = HexFormat.of();

    static Stream<Path> vectors() throws IOException {
        try (var files = Files.list(VECTORS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void is_the_same_for_ever(Path file) throws IOException {
        var vector = new JsonMapper().readTree(Files.readString(file));
        var event = new StoredEvent(
                vector.get("position").longValue(),
                UUID.fromString(vector.get("eventId").stringValue()),
                UUID.fromString(vector.get("stream").stringValue()),
                vector.get("sequence").longValue(),
                vector.get("name").stringValue(),
                vector.get("revision").intValue(),
                vector.get("recordedAt").stringValue(),
                vector.get("payload").stringValue(),
                vector.get("metadata").stringValue());

        assertThat(HEX.formatHex(Leaf.of(event))).isEqualTo(vector.get("leaf").stringValue());
        assertThat(HEX.formatHex(Leaf.hash(event))).isEqualTo(vector.get("hash").stringValue());
    }

    @Test
    void tells_apart_what_is_divided_differently() {
        assertThat(Leaf.of(event("{}", "{\"a\":1}"))).isNotEqualTo(Leaf.of(event("{}{\"a\"", ":1}")));
    }

    private static StoredEvent event(String payload, String metadata) {
        return new StoredEvent(1, new UUID(0, 1), new UUID(0, 2), 0, "a.b", 1, "", payload, metadata);
    }
}
