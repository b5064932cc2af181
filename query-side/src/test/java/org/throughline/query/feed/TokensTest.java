package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class TokensTest {
    @Test
    void can_be_read_back_whatever_kind_they_are() {
        var at = new GlobalSequenceTrackingToken(42);
        assertThat(readBack(at)).isEqualTo(at);
        var replay = ReplayToken.createReplayToken(at, new GlobalSequenceTrackingToken(7));
        assertThat(readBack(replay)).isEqualTo(replay);
        var config = new ConfigToken(Map.of("id", "store"));
        assertThat(readBack(config)).isEqualTo(config);
    }

    @Test
    void make_no_object_of_any_class_that_a_text_names() {
        var replay = "{\"tokenAtReset\":{\"@class\":\"java.net.URL\",\"host\":\"example.org\"},\"currentToken\":null}";
        assertThatThrownBy(() -> Processors.serializer()
                        .deserialize(
                                new SimpleSerializedObject<>(replay, String.class, ReplayToken.class.getName(), null)))
                .hasStackTraceContaining("java.net.URL");
    }

    private static TrackingToken readBack(TrackingToken token) {
        return Processors.serializer().deserialize(Processors.serializer().serialize(token, String.class));
    }
}
