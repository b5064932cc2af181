package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.throughline.standalone.postgres.StartProblem;

class ChoosingOptionsTest {
    @Test
    void repairs_what_is_named_and_nothing_else() {
        assertThat(Options.of(List.of("--rebuild-claims", "--rebuild=timeline")))
                .returns(true, Options::rebuildClaims)
                .returns("timeline", Options::rebuild);
        assertThat(Options.of(List.of("--journeys=3")))
                .returns(3, Options::journeys)
                .returns(false, Options::rebuildClaims);
    }

    @Test
    void refuses_a_demonstration_of_nobody_in_a_sentence() {
        assertThatExceptionOfType(StartProblem.class)
                .isThrownBy(() -> Options.of(List.of("--journeys=0")))
                .satisfies(problem -> assertThat(problem.sentence())
                        .isEqualTo("--journeys=0 is not understood: a number from 1 to 100000 is needed."));
    }
}
