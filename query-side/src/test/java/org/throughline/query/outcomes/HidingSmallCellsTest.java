package org.throughline.query.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.throughline.events.DischargeReason;
import org.throughline.query.outcomes.Sample.Count;
import org.throughline.query.outcomes.Sample.What;
import org.throughline.query.outcomes.Tally.Size;
import org.throughline.query.outcomes.Telling.Line;

class HidingSmallCellsTest {
    private static final Grid GRID = Grid.upTo(240);

    @Test
    void tells_a_number_of_nobody_and_of_more_than_ten_people() {
        assertThat(new Size(0, 0, 1).told()).isTrue();
        assertThat(new Size(1, 0, 1).told()).isFalse();
        assertThat(new Size(10, 0, 1).told()).isFalse();
        assertThat(new Size(11, 0, 1).told()).isTrue();
        assertThat(new Size(12, 12, 4).told()).isFalse();
        assertThat(new Size(13, 4, 4).told()).isFalse();
        assertThat(new Size(14, 4, 4).told()).isTrue();
    }

    @Test
    void hides_a_second_part_where_one_could_be_had_by_subtraction() {
        var parts = Map.of("a", new Size(5, 0, 1), "b", new Size(40, 0, 1), "c", new Size(30, 0, 1));

        assertThat(Hiding.told(parts)).containsExactly("b");
    }

    @Test
    void hides_no_more_where_those_hidden_are_many_together() {
        var parts = Map.of("a", new Size(5, 0, 1), "b", new Size(6, 0, 1), "c", new Size(30, 0, 1));

        assertThat(Hiding.told(parts)).containsExactly("c");
    }

    @Test
    void tells_a_reason_of_all_groups_or_of_none() {
        var few = tally(ended(30, 5, 20));
        var many = tally(ended(30, 40, 20));

        var telling = Telling.of(List.of(few, many), List.of());

        assertThat(telling.ended(DischargeReason.COMPLETED)).isFalse();
        // five and another would be known by subtraction from the discharged
        assertThat(telling.ended(DischargeReason.DROPPED_OUT)).isFalse();
        assertThat(telling.open()).isTrue();
    }

    @Test
    void tells_no_more_of_parts_than_of_their_whole() {
        var whole = Telling.of(List.of(tally(ended(30, 5, 20))), List.of());
        var part = Telling.of(List.of(tally(ended(30, 40, 20))), List.of(whole));

        assertThat(part.ended(DischargeReason.COMPLETED)).isFalse();
    }

    @Test
    void tells_curves_only_on_days_between_which_nobody_or_many_had_the_event() {
        for (var seed = 0; seed < 200; seed++) {
            var chance = new Random(seed);
            var groups = IntStream.range(0, 1 + chance.nextInt(3))
                    .mapToObj(group -> followUps(chance, 20 + chance.nextInt(400)))
                    .toList();
            var tallies = groups.stream().map(HidingSmallCellsTest::tally).toList();

            var telling = Telling.of(tallies, List.of());

            for (var group : groups) {
                safe(group, What.STAY, telling.shares(Line.RETENTION), false);
                safe(group, What.RELAPSE, telling.shares(Line.RELAPSE), false);
                safe(group, What.RETURN_OR_LOST, telling.shares(Line.RETURN_OR_LOST), false);
                safe(group, What.STAY, telling.atRisk(Line.RETENTION), true);
                safe(group, What.RELAPSE, telling.atRisk(Line.RELAPSE), true);
            }
        }
    }

    private static void safe(List<Count> counts, What what, boolean[] told, boolean alsoCensored) {
        var from = 0;
        for (var line = 1; line <= told.length; line++) {
            // where only the beginning is told, nothing is
            if (line == told.length ? from > 0 : told[line]) {
                var start = GRID.days()[from];
                var end = line == told.length ? Integer.MAX_VALUE : GRID.days()[line];
                for (var event : alsoCensored ? List.of(true, false) : List.of(true)) {
                    var between = counts.stream()
                            .filter(count -> count.what() == what && (count.code() > 0) == event)
                            .filter(count -> count.day() >= start && count.day() < end)
                            .mapToLong(Count::journeys)
                            .sum();
                    assertThat(new Size(between, 0, 1).told())
                            .as("%s from %d to %d", what, start, end)
                            .isTrue();
                }
                from = line;
            }
        }
    }

    @Test
    void does_not_tell_a_group_of_one_program_that_gives_away_the_other_s() {
        var hiding = hiding(Map.of("one", Map.of("a", 5, "b", 100), "two", Map.of("a", 50, "b", 100)));

        assertThat(hiding.told(Hiding.Key.ALL)).isNotNull();
        assertThat(hiding.told(new Hiding.Key("one", null))).isNotNull();
        assertThat(hiding.told(new Hiding.Key(null, "a"))).isNotNull();
        assertThat(hiding.told(new Hiding.Key("one", "a"))).isNull();
        // of "a" there are 55 in all: whoever learns of the 50 knows the 5
        assertThat(hiding.told(new Hiding.Key("two", "a"))).isNull();
    }

    @Test
    void does_not_tell_a_group_that_is_a_told_program_and_a_few_others() {
        var hiding = hiding(Map.of(
                "one",
                Map.of("2.1", 300),
                "two",
                Map.of("2.1", 40),
                "three",
                Map.of("3.5", 60),
                "four",
                Map.of("3.5", 6)));

        assertThat(hiding.told(new Hiding.Key("three", null))).isNotNull();
        assertThat(hiding.told(new Hiding.Key("four", null))).isNull();
        assertThat(hiding.told(new Hiding.Key(null, "3.5"))).isNull();
    }

    @Test
    void tells_groups_of_programs_where_all_are_many() {
        var hiding = hiding(Map.of("one", Map.of("a", 50, "b", 100), "two", Map.of("a", 60, "b", 90)));

        for (var program : Set.of("one", "two")) {
            for (var value : Set.of("a", "b")) {
                assertThat(hiding.told(new Hiding.Key(program, value))).isNotNull();
            }
        }
    }

    private static Hiding hiding(Map<String, Map<String, Integer>> journeys) {
        var counts = new HashMap<Hiding.Key, List<Count>>();
        journeys.forEach((program, values) -> values.forEach((value, number) -> {
            var same = List.of(new Count(What.STAY, 10, 0, number, 0));
            for (var key : List.of(
                    Hiding.Key.ALL,
                    new Hiding.Key(program, null),
                    new Hiding.Key(null, value),
                    new Hiding.Key(program, value))) {
                counts.computeIfAbsent(key, ignored -> new ArrayList<>()).addAll(same);
            }
        }));
        var tallies = new HashMap<Hiding.Key, Tally>();
        counts.forEach((key, of) -> tallies.put(key, tally(of)));
        return new Hiding(tallies, GRID);
    }

    private static List<Count> ended(long open, long completed, long droppedOut) {
        return List.of(
                new Count(What.STAY, 10, 0, open, 0),
                new Count(What.STAY, 10, 1, completed, 0),
                new Count(What.STAY, 10, 2, droppedOut, 0));
    }

    private static List<Count> followUps(Random chance, int journeys) {
        var counts = new ArrayList<Count>();
        for (var journey = 0; journey < journeys; journey++) {
            var known = chance.nextInt(240);
            var relapse = chance.nextInt(240);
            var lost = chance.nextInt(240);
            counts.add(new Count(What.STAY, chance.nextInt(240), Math.max(0, chance.nextInt(9) - 1), 1, 0));
            counts.add(new Count(What.RELAPSE, Math.min(known, relapse), relapse <= known ? 1 : 0, 1, 0));
            var first = Math.min(relapse, lost);
            counts.add(new Count(What.RETURN_OR_LOST, Math.min(known, first), first <= known ? 1 : 0, 1, 0));
        }
        return counts;
    }

    private static Tally tally(List<Count> counts) {
        return Tally.of(Sample.of(counts), GRID, 1);
    }
}
