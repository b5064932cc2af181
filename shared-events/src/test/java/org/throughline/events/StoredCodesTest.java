package org.throughline.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * A code keeps its meaning for ever. {@code history/codes.txt} is added to when a code is; what is after the equals sign
 * never changes and is never taken away.
 */
class StoredCodesTest {
    private final JsonMapper json = new JsonMapper();

    @Test
    void never_change() throws IOException {
        var pinned = Files.readAllLines(Path.of("src/test/resources/history/codes.txt"));

        assertThat(codeLists()
                        .flatMap(list -> Arrays.stream(list.getEnumConstants()))
                        .map(value -> value.getDeclaringClass().getSimpleName() + "." + value.name() + "="
                                + json.writeValueAsString(value)))
                .containsExactlyInAnyOrderElementsOf(pinned);
    }

    @Test
    void are_read_back() {
        assertThat(codeLists().flatMap(list -> Arrays.stream(list.getEnumConstants())))
                .allSatisfy(value -> assertThat(
                                (Object) json.readValue(json.writeValueAsString(value), value.getDeclaringClass()))
                        .isEqualTo(value));
    }

    @Test
    void are_unique_in_their_list() {
        assertThat(codeLists())
                .allSatisfy(list -> assertThat(list.getEnumConstants())
                        .extracting(value -> json.writeValueAsString(value))
                        .doesNotHaveDuplicates());
    }

    private static Stream<Class<? extends Enum<?>>> codeLists() {
        return new ClassFileImporter()
                .importPackages("org.throughline.events").stream()
                        .filter(type -> type.isEnum() && type.getPackageName().equals("org.throughline.events"))
                        .map(type -> type.reflect())
                        .map(StoredCodesTest::enumeration);
    }

    @SuppressWarnings("unchecked") // every class of enum constants is one
    private static Class<? extends Enum<?>> enumeration(Class<?> type) {
        return (Class<? extends Enum<?>>) type;
    }
}
