package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.events.EventType;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.PersonalData;
import org.throughline.events.privacy.DataKey;
import org.throughline.testing.Histories;
import org.throughline.testing.MemoryKeyStore;
import tools.jackson.databind.node.ObjectNode;

/** Older revisions are read as the newest one; ciphertext is moved whole. */
class UpcastingTest {
    private static final String NAME = "test.visitor-noted";

    /**
     * Revision 1 called the text {@code remark} and had no {@code channel}: everything was by telephone. Revision 2 put
     * {@code remark} into {@code said}. Revision 3 is this.
     */
    @EventType(name = NAME, revision = 3, meaning = "Somebody asked about a patient.")
    record VisitorNoted(
            PatientId patientId,
            String channel,

            @PersonalData("test.visitor-noted.text") @Nullable
            Personal<String> text) {}

    private record Step(String name, int from, UnaryOperator<ObjectNode> change) implements Upcaster {
        @Override
        public ObjectNode upcast(ObjectNode payload) {
            return change.apply(payload);
        }
    }

    private static final Step INTO_SAID = new Step(NAME, 1, payload -> {
        var remark = payload.remove("remark");
        payload.putObject("said").set("remark", remark);
        return payload;
    });

    private static final Step OUT_OF_SAID = new Step(NAME, 2, payload -> {
        var said = (ObjectNode) payload.remove("said");
        payload.set("text", said.get("remark"));
        return payload.put("channel", "telephone");
    });

    private static final PatientId PATIENT = Histories.patient(1);
    private static final UUID EVENT = Histories.id(9, 1);

    private final MemoryKeyStore keys = new MemoryKeyStore();
    private final EventCodec<Record> codec = codec(OUT_OF_SAID, INTO_SAID);

    private static EventCodec<Record> codec(Upcaster... upcasters) {
        return new EventCodec<>(Record.class, EventTypes.of(List.of(VisitorNoted.class)), List.of(upcasters));
    }

    private String sealed() {
        return keys.keyFor(PATIENT)
                .seal("\"His sister called\"", new DataKey.Place(PATIENT.value(), EVENT, "test.visitor-noted.text"));
    }

    private static StoredEvent stored(int revision, String payload) {
        return new StoredEvent(1, EVENT, PATIENT.value(), 0, NAME, revision, "", payload, "{}");
    }

    private static String first(String enc) {
        return "{\"patientId\":\"" + PATIENT + "\",\"remark\":{\"enc\":\"" + enc + "\"}}";
    }

    @Test
    void opens_what_the_first_revision_sealed() {
        assertThat(codec.open(stored(1, first(sealed())), keys))
                .isEqualTo(new VisitorNoted(PATIENT, "telephone", Personal.known("His sister called")));
    }

    @Test
    void opens_what_the_second_revision_sealed() {
        var second = "{\"patientId\":\"" + PATIENT + "\",\"said\":{\"remark\":{\"enc\":\"" + sealed() + "\"}}}";

        assertThat(codec.open(stored(2, second), keys))
                .isEqualTo(new VisitorNoted(PATIENT, "telephone", Personal.known("His sister called")));
    }

    @Test
    void moves_the_ciphertext_whole_without_any_key() {
        var enc = sealed();

        assertThat(codec.read(stored(1, first(enc))))
                .isEqualTo(new VisitorNoted(PATIENT, "telephone", new Personal.Sealed<>(enc)));
    }

    @Test
    void leaves_the_newest_revision_alone() {
        var newest = new VisitorNoted(PATIENT, "visit", Personal.known("His sister came"));

        assertThat(codec.open(stored(3, codec.write(newest, EVENT, keys)), keys))
                .isEqualTo(newest);
    }

    @Test
    void refuses_a_revision_from_the_future() {
        assertThatThrownBy(() -> codec.read(stored(4, first(sealed()))))
                .isInstanceOf(EventTypes.UnknownEvent.class)
                .hasMessageContaining("revision 4");
    }

    @Test
    void is_complete_or_the_codec_cannot_be_made() {
        assertThatThrownBy(() -> codec(OUT_OF_SAID)).hasMessage("no upcaster reads " + NAME + " in revision 1");
        assertThatThrownBy(() -> codec(INTO_SAID)).hasMessage("no upcaster reads " + NAME + " in revision 2");
        assertThatThrownBy(() -> codec(INTO_SAID, INTO_SAID, OUT_OF_SAID))
                .hasMessage("two upcasters read " + NAME + " in revision 1");
    }
}
