package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.throughline.events.HistoryEvent;
import org.throughline.testing.Histories;

/**
 * What was ever stored can still be read. For a new event or revision, add what it says to {@link GoldenEvents} and let
 * its files be written: {@code mvn -pl shared-events test -Dtest=StoredHistoryTest -Dthroughline.golden=write}. Existing
 * files are history and stay as they are.
 */
class StoredHistoryTest {
    private final EventCodec<HistoryEvent> codec = EventCodec.ofHistory();

    @BeforeAll
    static void write_missing_files_when_told_to() {
        if ("write".equals(System.getProperty("throughline.golden"))) {
            var codec = EventCodec.ofHistory();
            GoldenEvents.byFile()
                    .forEach((file, event) -> GoldenFiles.addIfMissing(
                            file, codec.write(event, GoldenFiles.EVENT_ID, GoldenFiles.keys())));
        }
    }

    static Stream<String> files() {
        return GoldenFiles.all().stream();
    }

    @Test
    void every_file_says_something_known_and_every_event_has_its_files() {
        assertThat(GoldenFiles.all()).isEqualTo(GoldenEvents.byFile().keySet());
        assertThat(codec.types().all()).allSatisfy(type -> {
            var file = type.name() + "." + type.revision();
            assertThat(GoldenFiles.all()).contains(file);
            if (Nullables.of(type.type()).findAny().isPresent()) {
                assertThat(GoldenFiles.all()).contains(file + ".bare");
            }
        });
    }

    @Test
    void files_hold_every_component_and_bare_ones_none_that_may_be_left_out() {
        var golden = GoldenEvents.byFile();
        assertThat(codec.types().all())
                .allSatisfy(type -> assertThat(Nullables.of(type.type()))
                        .as(type.name())
                        .allSatisfy(component -> assertThat(golden.values().stream()
                                        .filter(type.type()::isInstance)
                                        .map(event -> Nullables.value(component, event)))
                                .as(component.getName())
                                .anyMatch(value -> value != null)));
        golden.forEach((file, event) -> {
            if (file.endsWith(".bare")) {
                assertThat(Nullables.of(event.getClass()))
                        .as(file)
                        .allSatisfy(component -> assertThat(Nullables.value(component, event))
                                .as(component.getName())
                                .isNull());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void is_read_as_what_it_said(String file) {
        var keys = GoldenFiles.keys();

        assertThat(codec.open(GoldenFiles.read(file), keys))
                .isEqualTo(GoldenEvents.byFile().get(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void is_written_again_to_the_letter(String file) {
        var stored = GoldenFiles.read(file);
        var type = codec.types().named(stored.name());

        if (stored.revision() == type.revision()) {
            assertThat(codec.write(codec.read(stored), GoldenFiles.EVENT_ID, GoldenFiles.keys()))
                    .isEqualTo(stored.payload());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void comes_back_when_it_is_sealed_anew(String file) {
        var keys = GoldenFiles.keys();
        var event = codec.open(GoldenFiles.read(file), keys);
        var eventId = Histories.id(9, 2);
        var type = codec.types().of(event);

        var payload = codec.write(event, eventId, keys);

        var again = new StoredEvent(2, eventId, event.stream(), 1, type.name(), type.revision(), "", payload, "{}");
        assertThat(codec.open(again, keys)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("files")
    void never_shows_its_personal_data(String file) {
        var stored = GoldenFiles.read(file);
        var opened = codec.open(stored, GoldenFiles.keys());

        assertThat(Stream.of(stored.payload(), opened.toString()))
                .noneMatch(text -> Stream.of("Zoë", "1988", "R-1", "River", "555", "zoe@", "straight from work")
                        .anyMatch(secret -> text.replace("Riverside", "").contains(secret)));
    }
}
