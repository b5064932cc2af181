package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Role;
import org.throughline.events.Source;
import org.throughline.testing.Histories;
import tools.jackson.core.JacksonException;

/** What a version does with events that another version wrote, and with what it cannot understand. */
class ReadingEventsTest {
    private static final String CANCELLED = "{\"sessionId\":\"019b0000-0000-7003-8000-000000000001\","
            + "\"programId\":\"019b0000-0000-7001-8000-000000000001\","
            + "\"occurred\":{\"at\":\"2026-01-07T23:00:00Z\",\"zone\":\"America/New_York\"},\"reason\":\"weather\"}";

    private final EventCodec<HistoryEvent> codec = EventCodec.ofHistory();

    private static StoredEvent stored(String name, int revision, String payload) {
        return new StoredEvent(1, Histories.id(9, 1), Histories.id(3, 1), 0, name, revision, "", payload, "{}");
    }

    private HistoryEvent cancelled(String payload) {
        return codec.read(stored("session.cancelled", 1, payload));
    }

    @Test
    void an_event_of_a_later_version_is_unknown() {
        assertThatThrownBy(() -> codec.read(stored("journey.transferred", 1, "{}")))
                .isInstanceOf(EventTypes.UnknownEvent.class)
                .hasMessageContaining("journey.transferred");
        assertThatThrownBy(() -> codec.read(stored("session.cancelled", 2, CANCELLED)))
                .isInstanceOf(EventTypes.UnknownEvent.class);
    }

    @Test
    void a_component_that_a_later_version_added_is_passed_over() {
        var added = CANCELLED.replace("\"reason\"", "\"toldAt\":\"2026-01-07\",\"reason\"");

        assertThat(cancelled(added)).isEqualTo(cancelled(CANCELLED));
    }

    @Test
    void a_component_that_must_be_there_is_missed_loudly() {
        assertThatThrownBy(() -> cancelled(CANCELLED.replace("\"reason\"", "\"because\"")))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> cancelled(CANCELLED.replace("\"zone\"", "\"where\"")))
                .isInstanceOf(JacksonException.class);
        var policy = GoldenFiles.read("program.policy-adopted.1").payload();
        assertThatThrownBy(() -> codec.read(stored("program.policy-adopted", 1, policy.replace("silence", "x"))))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("silenceDays");
    }

    @Test
    void an_unknown_code_is_no_other_code() {
        assertThatThrownBy(() -> cancelled(CANCELLED.replace("weather", "locusts")))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> cancelled(CANCELLED.replace("\"weather\"", "1")))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void metadata_comes_back_as_it_was() {
        var full = new EntryMetadata(
                "clinician-1", Role.SUPERVISOR, "clinician-2", Source.IMPORT, new UUID(1, 2), new UUID(3, 4), "key-1");
        var bare = new EntryMetadata("clinician-1", Role.CLINICIAN, null, Source.API, new UUID(1, 2), null, null);

        assertThat(codec.metadata(with(codec.write(full)))).isEqualTo(full);
        assertThat(codec.metadata(with(codec.write(bare)))).isEqualTo(bare);
        assertThat(codec.write(bare))
                .isEqualTo("{\"actor\":\"clinician-1\",\"role\":\"clinician\",\"source\":\"api\","
                        + "\"correlation\":\"00000000-0000-0001-0000-000000000002\"}");
    }

    private static StoredEvent with(String metadata) {
        return new StoredEvent(1, new UUID(0, 1), new UUID(0, 2), 0, "a.b", 1, "", "{}", metadata);
    }
}
