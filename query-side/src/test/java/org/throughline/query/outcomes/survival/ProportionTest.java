package org.throughline.query.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    // Newcombe, Stat Med 17, 1998, table I, method 3
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "20, 20, 0.8389, 1.0000"
    })
    void has_wilsons_interval(long numerator, long denominator, double lower, double upper) {
        var share = Proportion.of(numerator, denominator);

        assertThat(share.value()).isEqualTo(numerator / (double) denominator);
        assertThat(share.lower()).isCloseTo(lower, within(0.00005));
        assertThat(share.upper()).isCloseTo(upper, within(0.00005));
    }

    @Test
    void is_no_number_of_nobody() {
        assertThat(Proportion.of(0, 0)).isEqualTo(new Proportion(0, 0, null, null, null));
    }

    @Test
    void is_never_more_than_all() {
        assertThatThrownBy(() -> Proportion.of(3, 2)).hasMessage("3 of 2");
        assertThatThrownBy(() -> Proportion.of(-1, 2)).hasMessage("-1 of 2");
    }
}
