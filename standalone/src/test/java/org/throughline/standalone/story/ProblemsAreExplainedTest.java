package org.throughline.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.throughline.command.submission.Rule;

class ProblemsAreExplainedTest {
    /** What the command side refuses before or besides its rules. */
    private static final List<String> OTHERS = List.of(
            "bad-header",
            "body-too-large",
            "import-not-found",
            "import-not-possible",
            "malformed-json",
            "method-not-allowed",
            "no-csrf-token",
            "not-acceptable",
            "not-found",
            "not-permitted",
            "not-signed-in",
            "stale-version",
            "unavailable",
            "unexpected",
            "unsupported-media-type",
            "version-required");

    @Test
    void on_a_page_each_at_the_address_that_is_their_type() {
        var unexplained = new ArrayList<String>();
        try (var auditor = Api.as(
                "auditor",
                Running.throughline().address(),
                Running.throughline().password())) {
            Stream.concat(Arrays.stream(Rule.values()).map(Rule::code), OTHERS.stream())
                    .filter(code -> auditor.status("/problems/" + code) != 200)
                    .forEach(unexplained::add);
        }
        assertThat(unexplained).isEmpty();
    }
}
