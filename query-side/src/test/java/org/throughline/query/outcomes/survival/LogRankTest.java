package org.throughline.query.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.throughline.query.outcomes.survival.LogRank.Group;

class LogRankTest {

    @Test
    void compares_events_with_those_expected_of_one_curve() {
        var test = LogRank.test(List.of(RemissionOfLeukaemia.TREATED, RemissionOfLeukaemia.PLACEBO));

        assertThat(test.chiSquare()).isCloseTo(16.793, within(0.001));
        assertThat(test.degreesOfFreedom()).isEqualTo(1);
        assertThat(test.pValue()).isCloseTo(4.17e-5, within(0.01e-5));
        assertThat(test.groups()).extracting(Group::observed).containsExactly(9L, 21L);
        assertThat(test.groups().getFirst().expected()).isCloseTo(19.25, within(0.01));
        assertThat(test.groups().getLast().expected()).isCloseTo(10.75, within(0.01));
    }

    @Test
    void finds_nothing_between_equals() {
        var test = LogRank.test(List.of(RemissionOfLeukaemia.TREATED, RemissionOfLeukaemia.TREATED));

        assertThat(test.chiSquare()).isCloseTo(0, within(1e-20));
        assertThat(test.pValue()).isCloseTo(1, within(1e-9));
    }

    @Test
    void leaves_groups_out_that_nothing_was_expected_of() {
        var gone = Observations.builder().add(0, false).build();
        var nobody = Observations.builder().build();

        var test = LogRank.test(List.of(gone, RemissionOfLeukaemia.TREATED, nobody, RemissionOfLeukaemia.PLACEBO));

        assertThat(test.degreesOfFreedom()).isEqualTo(1);
        assertThat(test.chiSquare()).isCloseTo(16.793, within(0.001));
        assertThat(test.groups().getFirst()).isEqualTo(new Group(1, 0, 0));
    }

    @Test
    void cannot_be_made_of_one_group_or_without_events_or_if_all_happens_on_one_day() {
        var quiet = Observations.builder().add(9, false).add(12, false).build();
        var sudden = Observations.builder().add(9, true).add(9, true).build();

        assertThat(List.of(
                        LogRank.test(List.of()),
                        LogRank.test(List.of(RemissionOfLeukaemia.TREATED)),
                        LogRank.test(List.of(quiet, quiet)),
                        LogRank.test(List.of(sudden, sudden))))
                .allSatisfy(test -> {
                    assertThat(test.chiSquare()).isNull();
                    assertThat(test.pValue()).isNull();
                    assertThat(test.degreesOfFreedom()).isZero();
                });
    }
}
