package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedAtTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:05:07Z,           2026-01-31T09:05:07.000000Z",
        "2026-01-31T09:05:07.5Z,         2026-01-31T09:05:07.500000Z",
        "2026-01-31T09:05:07.000120Z,    2026-01-31T09:05:07.000120Z",
        "2026-12-31T23:59:59.999999999Z, 2026-12-31T23:59:59.999999Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
        "2024-02-29T00:00:00.000000999Z, 2024-02-29T00:00:00.000000Z",
        "0000-01-01T00:00:00Z,           0000-01-01T00:00:00.000000Z",
    })
    void has_one_width_and_cuts_off_what_is_finer(Instant instant, String text) {
        assertThat(RecordedAt.text(instant)).isEqualTo(text).hasSize(27);
        assertThat(RecordedAt.moment(text)).isEqualTo(Instant.parse(text)).isEqualTo(RecordedAt.truncated(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T09:05:07.000000Z",
                "2026-01-31T24:05:07.000000Z",
                "2026-01-31T09:05:07,000000Z",
                "2026-01-31T09:05:+7.000000Z",
                "2026-01-31 09:05:07.000000Z",
                "２026-01-31T09:05:07.000000Z",
                ""
            })
    void is_not_read_where_it_is_none(String text) {
        assertThatThrownBy(() -> RecordedAt.moment(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void sorts_as_text_as_it_does_in_time() {
        var earlier = Instant.parse("2026-01-31T09:05:09.999999Z");
        var later = Instant.parse("2026-01-31T09:05:10Z");

        assertThat(RecordedAt.text(earlier)).isLessThan(RecordedAt.text(later));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z"})
    void refuses_years_that_would_change_the_width(Instant instant) {
        assertThatThrownBy(() -> RecordedAt.text(instant)).isInstanceOf(IllegalArgumentException.class);
    }
}
