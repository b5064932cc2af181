package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.testing.Histories;
import org.throughline.testing.MemoryKeyStore;

class TextsTest {
    private final EventCodec<HistoryEvent> codec = EventCodec.ofHistory();

    static List<String> unstorable() {
        return List.of("\0", "a\0b", "\ud83d", "\ude42", "\ude42\ud83d", "end\ud83d", "\ud83d\ud83d\ude42");
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void refuse_nul_and_half_a_surrogate_pair_wherever_they_stand(String text) {
        assertThat(Texts.storable(text)).isFalse();
        Stream.of(
                        admission(text, "F10.20", "arm", "long", "fine"),
                        admission("staff-7", text, "arm", "long", "fine"),
                        admission("staff-7", "F10.20", text, "long", "fine"),
                        admission("staff-7", "F10.20", "arm", text, "fine"),
                        admission("staff-7", "F10.20", "arm", "long", text))
                .forEach(event -> assertThatThrownBy(() -> written(event)).isInstanceOf(Texts.NotStorable.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Zoë Ó Súilleabháin",
                "🙂 family 👩‍👩‍👧‍👦",
                "\u202eמספר שלום\u202c عربى",
                "'; drop table event; --",
                "<script>alert(1)</script>",
                "tab\tnew\r\nline \u0001 \u001f \u2028 \uffff \\ \" /",
                "\ud83d\ude42"
            })
    void come_back_as_they_were(String text) {
        var event = admission(text, text, text.isEmpty() ? "arm" : text, text, text);

        assertThat(Texts.storable(text)).isTrue();
        assertThat(codec.open(stored(written(event)), keys())).isEqualTo(event);
    }

    private static Enrolled admission(String clinician, String diagnosis, String key, String value, String note) {
        var plain = (Enrolled) Histories.journey(1)
                .noting(note)
                .enrolled("2026-01-05T09:00")
                .events()
                .getFirst();
        var attributes = new TreeMap<String, String>();
        attributes.put(key, value);
        return new Enrolled(
                plain.journeyId(),
                plain.patientId(),
                plain.entryId(),
                plain.occurred(),
                plain.programId(),
                plain.levelOfCare(),
                plain.weeklyMinutes(),
                clinician,
                plain.teds(),
                List.of(diagnosis),
                attributes,
                null,
                null,
                plain.policyVersion(),
                plain.note(),
                null,
                null);
    }

    private String written(HistoryEvent event) {
        return codec.write(event, GoldenFiles.EVENT_ID, keys());
    }

    private static StoredEvent stored(String payload) {
        return new StoredEvent(
                1, GoldenFiles.EVENT_ID, Histories.id(4, 1), 0, "journey.enrolled", 1, "", payload, "{}");
    }

    private static MemoryKeyStore keys() {
        return GoldenFiles.keys();
    }
}
