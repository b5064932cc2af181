package org.throughline.command.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody is told who is refused. */
class RuleTest {
    @ParameterizedTest
    @EnumSource(Rule.class)
    void says_what_is_wrong_and_what_to_do_in_sentences(Rule rule) {
        assertThat(rule.sentence()).matches("[A-Z].*\\.");
        assertThat(rule.whatToDo()).matches("[A-Z].*\\.");
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void has_a_code_that_follows_from_its_name(Rule rule) {
        assertThat(rule.code())
                .matches("[a-z]+(-[a-z]+)*")
                .isEqualTo(rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    @Test
    void has_a_code_of_its_own() {
        assertThat(Arrays.stream(Rule.values()).map(Rule::code)).doesNotHaveDuplicates();
    }
}
