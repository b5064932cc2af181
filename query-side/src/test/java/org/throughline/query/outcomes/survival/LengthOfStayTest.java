package org.throughline.query.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthOfStayTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "1, 1, 1",
        "30, 30, 30",
        "31, 31, 31–45",
        "45, 31, 31–45",
        "46, 32, 46–60",
        "60, 32, 46–60",
        "61, 33, 61–90",
        "90, 33, 61–90",
        "91, 34, 91–120",
        "120, 34, 91–120",
        "121, 35, 121–180",
        "180, 35, 121–180",
        "181, 36, 181–365",
        "365, 36, 181–365",
        "366, 37, more than 365",
        "100000, 37, more than 365"
    })
    void is_coded_as_in_teds(int days, int code, String band) {
        assertThat(new LengthOfStay(days).tedsCode()).isEqualTo(code);
        assertThat(LengthOfStay.tedsBand(code)).isEqualTo(band);
    }

    @Test
    void is_no_less_than_nothing() {
        assertThatThrownBy(() -> new LengthOfStay(-1)).hasMessage("a stay of -1 days");
    }

    @Test
    void has_no_band_for_codes_that_teds_has_not() {
        assertThatThrownBy(() -> LengthOfStay.tedsBand(0)).hasMessage("TEDS has no length of stay 0");
        assertThatThrownBy(() -> LengthOfStay.tedsBand(38)).hasMessage("TEDS has no length of stay 38");
    }

    @Test
    void has_its_quantiles_between_the_stays_in_order() {
        var stays = stays(40, 10, 20, 30);

        assertThat(stays.median()).isEqualTo(25);
        assertThat(stays.quantile(0.25)).isEqualTo(17.5);
        assertThat(stays.quantile(0)).isEqualTo(10);
        assertThat(stays.quantile(1)).isEqualTo(40);
        assertThat(stays.mean()).isEqualTo(25);
        assertThat(stays(7, 7, 9).median()).isEqualTo(7);
        assertThatThrownBy(() -> stays.quantile(1.1)).hasMessage("a share of 1.1");
    }

    @Test
    void is_counted_by_code() {
        assertThat(stays(0, 1, 5, 33, 44, 400).byTedsCode()).isEqualTo(Map.of(1, 2L, 5, 1L, 31, 2L, 37, 1L));
    }

    @Test
    void has_no_middle_if_nobody_stayed() {
        assertThat(stays().median()).isNull();
        assertThat(stays().mean()).isNull();
        assertThat(stays().byTedsCode()).isEmpty();
    }

    private static LengthsOfStay stays(int... days) {
        return LengthsOfStay.of(
                Observations.of(IntStream.of(days).mapToObj(Observation::event).toList()));
    }
}
