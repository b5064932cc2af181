package org.throughline.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TedsCodesTest {
    private static final String LISTS = """
            SERVICES 1 8 yes
            PSOURCE 1 7 no
            SUB1 1 19 yes
            SUB2 1 19 yes
            SUB3 1 19 yes
            ROUTE1 1 5 no
            ROUTE2 1 5 no
            ROUTE3 1 5 no
            FREQ1 1 3 yes
            FREQ2 1 3 yes
            FREQ3 1 3 yes
            FRSTUSE1 1 7 no
            FRSTUSE2 1 7 no
            FRSTUSE3 1 7 no
            EMPLOY 1 4 yes
            LIVARAG 1 3 yes
            ARRESTS 0 2 yes
            FREQ_ATND_SELF_HELP 1 5 yes
            NOPRIOR 0 5 no
            DAYWAIT 0 4 no
            METHUSE 1 2 no
            AGE 1 12 no
            SEX 1 2 no
            """;

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = LISTS)
    void are_the_codes_of_the_codebook(String variable, int first, int last, String atDischarge) {
        for (int code = -9; code < 30; code++) {
            var problems = TedsCodes.problemsAtAdmission(Map.of(variable, code));

            assertThat(problems.isEmpty()).as(variable + " " + code).isEqualTo(first <= code && code <= last);
        }
        assertThat(TedsCodes.problemsAtDischarge(Map.of(variable, first)).isEmpty())
                .isEqualTo(atDischarge.equals("yes"));
    }

    @Test
    void are_those_lists_and_the_kind_of_referral_by_a_court() {
        assertThat(TedsCodes.variables())
                .hasSize((int) LISTS.lines().count() + 1)
                .contains("DETCRIM");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void let_only_a_court_refer_by_a_kind_of_court(int detcrim) {
        assertThat(TedsCodes.problemsAtAdmission(Map.of("PSOURCE", 7, "DETCRIM", detcrim)))
                .isEmpty();
        assertThat(TedsCodes.problemsAtAdmission(Map.of("PSOURCE", 1, "DETCRIM", detcrim)))
                .containsOnlyKeys("DETCRIM");
        assertThat(TedsCodes.problemsAtAdmission(Map.of("DETCRIM", detcrim))).containsOnlyKeys("DETCRIM");
    }

    @Test
    void name_every_problem_by_its_variable() {
        var teds = new TreeMap<>(Map.of("SUB1", 20, "SHOE", 43, "ARRESTS", 0, "GENDER", 1));

        assertThat(TedsCodes.problemsAtAdmission(teds)).containsOnlyKeys("GENDER", "SHOE", "SUB1");
        assertThat(TedsCodes.problemsAtAdmission(teds).get("SUB1")).isEqualTo("SUB1 has no code 20");
    }

    @Test
    @SuppressWarnings("NullAway") // JSON can say null where a number belongs
    void take_null_for_no_code() {
        var teds = new TreeMap<String, Integer>();
        teds.put("SUB1", null);

        assertThat(TedsCodes.problemsAtAdmission(teds)).containsOnlyKeys("SUB1");
    }
}
