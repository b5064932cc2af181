package org.throughline.events.folds;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.testing.Histories.adopted;
import static org.throughline.testing.Histories.programWith;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramPolicy;

class ProgramWeekTest {
    static ProgramPolicy beginning(DayOfWeek weekStart) {
        return new ProgramPolicy(weekStart, 540, 60, 180, 360, 24, 14, 3, 30, 6);
    }

    private static String week(Program program, String day) {
        return program.weekOf(LocalDate.parse(day)).orElseThrow().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05, 2026-01-05",
        "2026-01-11, 2026-01-05",
        "2026-01-12, 2026-01-12",
        "2026-01-01, 2025-12-29",
        "2024-02-29, 2024-02-26",
        "2024-03-01, 2024-02-26",
        "2019-12-31, 2019-12-30",
        "2019-12-29, 2019-12-23",
    })
    void begins_on_monday(String day, String week) {
        assertThat(week(programWith(), day)).isEqualTo(week);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-10, 2026-01-04", "2026-01-11, 2026-01-11", "2024-02-29, 2024-02-25"})
    void begins_on_sunday_where_policy_says_so(String day, String week) {
        assertThat(week(programWith(adopted(1, "2020-01-01", beginning(SUNDAY))), day))
                .isEqualTo(week);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-14, 2026-01-12",
        "2026-01-18, 2026-01-12",
        "2026-01-19, 2026-01-19",
        "2026-01-24, 2026-01-19",
        "2026-01-25, 2026-01-25",
        "2026-02-01, 2026-02-01",
    })
    void underway_ends_in_the_old_way_when_policy_moves_its_beginning(String day, String week) {
        var program =
                programWith(adopted(1, "2020-01-01", beginning(MONDAY)), adopted(2, "2026-01-14", beginning(SUNDAY)));

        assertThat(week(program, day)).isEqualTo(week);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-11, 2026-01-05", "2026-01-12, 2026-01-12", "2026-01-17, 2026-01-12", "2026-01-18, 2026-01-18"})
    void of_the_old_kind_ends_at_once_when_the_new_policy_begins_with_it(String day, String week) {
        var program =
                programWith(adopted(1, "2020-01-01", beginning(MONDAY)), adopted(2, "2026-01-12", beginning(SUNDAY)));

        assertThat(week(program, day)).isEqualTo(week);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void holds_every_day_exactly_once_whatever_policies_were_adopted(long seed) {
        var random = new Random(seed);
        var policies = IntStream.rangeClosed(1, 12)
                .mapToObj(version -> adopted(
                        version,
                        LocalDate.of(2026, 1, 1).plusDays(random.nextInt(120)).toString(),
                        beginning(DayOfWeek.of(1 + random.nextInt(7)))))
                .toArray(PolicyAdopted[]::new);
        var program = programWith(policies);

        var first = LocalDate.of(2025, 12, 1);
        for (var day = first; day.isBefore(LocalDate.of(2026, 6, 1)); day = day.plusDays(1)) {
            var week = program.weekOf(day).orElseThrow();
            var next = program.weekAfter(week);

            assertThat(week).isBeforeOrEqualTo(day);
            assertThat(next).isAfter(day).isBeforeOrEqualTo(week.plusWeeks(1));
            assertThat(program.weekOf(week)).contains(week);
            assertThat(program.weekOf(next)).contains(next);
        }
    }

    @Test
    void is_nothing_without_a_policy() {
        assertThat(Program.UNPUBLISHED.weekOf(LocalDate.of(2026, 1, 5))).isEmpty();
    }

    @Test
    void belongs_to_the_policy_adopted_last_of_two_from_the_same_day() {
        var program = new Program(
                null,
                List.of(adopted(1, "2026-01-01", beginning(MONDAY)), adopted(2, "2026-01-01", beginning(SUNDAY))));

        assertThat(week(program, "2026-01-12")).isEqualTo("2026-01-11");
        assertThat(program.policyOn(LocalDate.of(2026, 1, 1)).orElseThrow().version())
                .isEqualTo(2);
        assertThat(program.policyOn(LocalDate.of(2025, 12, 31))).isEmpty();
    }

    @Test
    void follows_a_policy_adopted_late_for_an_earlier_day() {
        var program = programWith(
                adopted(1, "2026-01-01", beginning(MONDAY)),
                adopted(2, "2026-06-01", beginning(MONDAY)),
                adopted(3, "2026-03-01", beginning(SUNDAY)));

        assertThat(program.policyOn(LocalDate.of(2026, 4, 1)).orElseThrow().version())
                .isEqualTo(3);
        assertThat(program.policyOn(LocalDate.of(2026, 6, 1)).orElseThrow().version())
                .isEqualTo(2);
    }
}
