package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is read by a short way is what Jackson reads; what it refuses is refused. */
class QuickReadingTest {
    private final JsonMapper quick = StoredJson.mapper().build();
    private final JsonMapper usual = JsonMapper.builder().build();

    record Told(Instant at, LocalDate on) {
        Told {
            if (on.getYear() < 1900) {
                throw new IllegalArgumentException("long ago");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-05T09:00:00Z",
                "2026-03-05T09:00:00.Z",
                "2026-03-05T09:00:00.5Z",
                "2026-03-05T09:00:00.123456Z",
                "2026-03-05T09:00:00.123456789Z",
                "2024-02-29T23:59:59Z",
                "2026-03-05T24:00:00Z",
                "2026-03-05T09:00:00+00:00",
                "2026-03-05T09:00:00-05:00",
                "0000-01-01T00:00:00Z",
                "+12026-03-05T09:00:00Z",
                "-0001-03-05T09:00:00Z"
            })
    void a_moment_is_the_one_that_jackson_reads(String text) {
        var json = quick.writeValueAsString(text);
        assertThat(quick.readValue(json, Instant.class)).isEqualTo(usual.readValue(json, Instant.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-05", "2024-02-29", "0000-01-01", "+12026-03-05", "-0001-03-05"})
    void a_day_is_the_one_that_jackson_reads(String text) {
        var json = quick.writeValueAsString(text);
        assertThat(quick.readValue(json, LocalDate.class)).isEqualTo(usual.readValue(json, LocalDate.class));
    }

    @Test
    void any_moment_that_was_written_is_read_again() {
        var random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            var moment = Instant.ofEpochSecond(
                    random.nextLong(-60_000_000_000L, 200_000_000_000L), random.nextInt(1_000_000_000));
            var rounded = i % 3 == 0 ? RecordedAt.truncated(moment) : moment;
            assertThat(quick.readValue(quick.writeValueAsString(rounded), Instant.class))
                    .isEqualTo(rounded);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T09:00:00Z",
                "2026-03-05T25:00:00Z",
                "2026-03-05T09:60:00Z",
                "2026-03-05T09:00:00.1234567890Z",
                "2026-03-05T09:00:00.12a4Z",
                "2026-03-05T09:00:00",
                "2026-03-05 09:00:00Z",
                "2026-3-5T09:00:00Z"
            })
    void what_is_no_moment_for_jackson_is_none(String text) {
        var json = quick.writeValueAsString(text);
        assertThatThrownBy(() -> usual.readValue(json, Instant.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> quick.readValue(json, Instant.class)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-13-01", "2026-3-5", "05.03.2026"})
    void what_is_no_day_for_jackson_is_none(String text) {
        var json = quick.writeValueAsString(text);
        assertThatThrownBy(() -> usual.readValue(json, LocalDate.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> quick.readValue(json, LocalDate.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void records_are_made_by_their_constructors() {
        assertThat(quick.readValue("{\"on\":\"2026-03-05\",\"at\":\"2026-03-05T09:00:00Z\"}", Told.class))
                .isEqualTo(new Told(Instant.parse("2026-03-05T09:00:00Z"), LocalDate.of(2026, 3, 5)));
    }

    @Test
    void what_a_constructor_refuses_is_told_as_jackson_tells_it() {
        var json = "{\"on\":\"1812-03-05\",\"at\":\"2026-03-05T09:00:00Z\"}";
        var told = catchOf(usual, json);
        assertThat(catchOf(quick, json)).isInstanceOf(told.getClass()).hasMessageContaining("long ago");
    }

    private static Throwable catchOf(JsonMapper mapper, String json) {
        try {
            mapper.readValue(json, Told.class);
        } catch (RuntimeException refused) {
            return refused;
        }
        throw new AssertionError("not refused");
    }
}
