package org.throughline.query.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.throughline.events.DischargeReason;
import org.throughline.query.outcomes.survival.KaplanMeier;

class HidingSmallCellsTest {
    @Test
    void hides_nothing_of_a_line_without_small_numbers() {
        assertThat(SmallCells.ofLine(new long[] {11, 40, 0}, false)).containsExactly(false, false, false, false);
    }

    @Test
    void hides_a_second_number_where_one_could_be_had_by_subtraction() {
        assertThat(SmallCells.ofLine(new long[] {5, 40, 30}, false)).containsExactly(true, false, true, false);
    }

    @Test
    void hides_a_third_where_the_sum_of_two_is_small() {
        assertThat(SmallCells.ofLine(new long[] {5, 5, 30, 40}, false)).containsExactly(true, true, true, false, false);
        assertThat(SmallCells.ofLine(new long[] {5, 6, 30, 40}, false))
                .containsExactly(true, true, false, false, false);
    }

    @Test
    void does_not_count_on_a_zero_to_hide_anything() {
        assertThat(SmallCells.ofLine(new long[] {5, 0, 30}, false)).containsExactly(true, false, true, false);
    }

    @Test
    void hides_a_whole_that_is_one_small_part() {
        assertThat(SmallCells.ofLine(new long[] {5, 0}, false)).containsExactly(true, false, true);
    }

    @Test
    void hides_a_part_where_the_whole_is_hidden() {
        assertThat(SmallCells.ofLine(new long[] {50, 40}, true)).containsExactly(false, true, true);
    }

    @Test
    void leaves_no_line_of_any_table_that_gives_a_small_number_away() {
        for (var seed = 0; seed < 500; seed++) {
            var chance = new Random(seed);
            var rows = 1 + chance.nextInt(6);
            var columns = 1 + chance.nextInt(9);
            var cells = IntStream.range(0, rows)
                    .mapToObj(row -> chance.longs(columns, 0, 60)
                            .map(n -> n % 3 == 0 ? n / 3 : n)
                            .toArray())
                    .toArray(long[][]::new);

            var hidden = SmallCells.ofTable(cells, new boolean[rows + 1][columns + 1]);

            for (var row = 0; row <= rows; row++) {
                safe(row(cells, row, columns), hidden[row]);
            }
            for (var column = 0; column <= columns; column++) {
                var place = column;
                safe(
                        column(cells, column),
                        IntStream.rangeClosed(0, rows)
                                .mapToObj(row -> hidden[row][place])
                                .toArray(Boolean[]::new));
            }
        }
    }

    @Test
    void hides_a_group_of_one_program_so_that_the_other_programs_do_not_give_it_away() {
        var sizes = Map.of("one", Map.of("a", 5L, "b", 100L), "two", Map.of("a", 50L, "b", 100L));
        var programs = Map.of("one", cells(105, 0), "two", cells(150, 0));
        var both = Map.of("a", cells(55, 0), "b", cells(200, 0));

        var one = Hiding.smallCells(programs, "one", sizes, Map.of("a", cells(5, 0), "b", cells(100, 0)));
        var two = Hiding.smallCells(programs, "two", sizes, Map.of("a", cells(50, 0), "b", cells(100, 0)));
        var all = Hiding.smallCells(programs, null, sizes, both);

        assertThat(one.of("a").all()).isTrue();
        assertThat(one.of("b").all()).isTrue();
        // of "a" there are 55 in all: whoever learns of the 50 knows the 5
        assertThat(two.of("a").all() || all.of("a").all()).isTrue();
        assertThat(all.all().all()).isFalse();
    }

    @Test
    void hides_a_reason_in_a_group_and_another_that_would_give_it_away() {
        var groups = Map.of("a", cells(30, 3), "b", cells(40, 20));
        var hiding = Hiding.smallCells(
                Map.of("one", cells(70, 23)), "one", Map.of("one", Map.of("a", 33L, "b", 60L)), groups);

        assertThat(hiding.of("a").ended(DischargeReason.COMPLETED)).isTrue();
        assertThat(hiding.of("a").open()).isTrue();
        assertThat(hiding.of("a").all()).isFalse();
        assertThat(hiding.of("b").ended(DischargeReason.COMPLETED)
                        || hiding.all().ended(DischargeReason.COMPLETED))
                .isTrue();
    }

    private static long[] cells(long open, long completed) {
        var cells = new long[1 + DischargeReason.values().length];
        cells[0] = open;
        cells[DischargeReason.COMPLETED.code()] = completed;
        return cells;
    }

    private static long[] row(long[][] cells, int row, int columns) {
        var parts = row < cells.length
                ? cells[row]
                : IntStream.range(0, columns)
                        .mapToLong(column -> column(cells, column)[cells.length])
                        .toArray();
        return withTotal(parts);
    }

    private static long[] column(long[][] cells, int column) {
        var parts = Arrays.stream(cells)
                .mapToLong(row ->
                        column < row.length ? row[column] : Arrays.stream(row).sum())
                .toArray();
        return withTotal(parts);
    }

    private static long[] withTotal(long[] parts) {
        var line = Arrays.copyOf(parts, parts.length + 1);
        line[parts.length] = Arrays.stream(parts).sum();
        return line;
    }

    private static void safe(long[] line, boolean[] hidden) {
        safe(
                line,
                IntStream.range(0, hidden.length)
                        .mapToObj(place -> hidden[place])
                        .toArray(Boolean[]::new));
    }

    private static void safe(long[] line, Boolean[] hidden) {
        var places = IntStream.range(0, line.length).boxed().toList();
        var kept = places.stream().filter(place -> hidden[place]).toList();
        assertThat(places.stream().filter(place -> !hidden[place]).map(place -> line[place]))
                .noneMatch(SmallCells::small);
        var last = line.length - 1;
        if (kept.contains(last)) {
            // a hidden whole is not the sum of what is shown, unless there is nobody
            assertThat(kept.size() > 1 || line[last] == 0)
                    .as("%s %s", Arrays.toString(line), kept)
                    .isTrue();
        } else if (!kept.isEmpty()) {
            assertThat(kept).hasSizeGreaterThan(1);
            assertThat(kept.stream().mapToLong(place -> line[place]).sum()).isGreaterThan(SmallCells.LARGEST);
        }
    }

    @Test
    void tells_curves_in_steps_of_many_events_only() {
        var sample = Seeded.of(Seeded.journeys(600), Seeded::retention);
        var curve = KaplanMeier.of(sample);
        var days = Curves.coarse(curve).stream().map(point -> point.day()).toList();
        var before = 0;
        for (var day : days.subList(1, days.size())) {
            var since = before;
            var events = curve.steps().stream()
                    .filter(step -> step.day() <= day && (step.day() > since || step.day() == 0))
                    .mapToLong(step -> step.events())
                    .sum();
            assertThat(events).isGreaterThan(SmallCells.LARGEST);
            assertThat(curve.atRiskAt(day + 1)).isGreaterThan(SmallCells.LARGEST);
            before = day;
        }
        assertThat(List.copyOf(days)).hasSizeGreaterThan(10);
    }
}
