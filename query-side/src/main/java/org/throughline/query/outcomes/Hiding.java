package org.throughline.query.outcomes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.query.outcomes.Tally.Size;

/**
 * Which groups are told, and what of them, so that no answer, nor any taken from another, tells of one to ten people. All
 * journeys come first, then each program, then each group of all programs, and each group within a program last: what was
 * told before is never taken back, and what would give it away is not told after it.
 */
final class Hiding {
    /** A group of journeys: of a program or of all, of a value of what is compared by or of all. */
    record Key(@Nullable String program, @Nullable String value) {
        static final Key ALL = new Key(null, null);
    }

    private static final Comparator<Map.Entry<String, Size>> BY_SIZE =
            Comparator.<Map.Entry<String, Size>>comparingLong(
                            entry -> entry.getValue().journeys())
                    .thenComparing(Map.Entry::getKey);

    private final Map<Key, Tally> tallies;
    private final Grid grid;
    private final Map<Key, Telling> told = new HashMap<>();
    private final Set<String> programs;
    private final Set<String> values;

    /**
     * Decides on what is told.
     *
     * @param tallies of all journeys, of each program, and, if something is compared by, of each value and each value in
     *     each program that there is
     */
    Hiding(Map<Key, Tally> tallies, Grid grid) {
        this.tallies = tallies;
        this.grid = grid;
        this.programs = new HashSet<>(names(Key::program));
        this.values = new HashSet<>(names(Key::value));
        var all = of(Key.ALL);
        if (all.size().told()) {
            var telling = Telling.of(List.of(all), List.of());
            told.put(Key.ALL, telling);
            programs(telling);
        }
    }

    private List<String> names(Function<Key, @Nullable String> name) {
        return tallies.keySet().stream()
                .flatMap(key -> Stream.ofNullable(name.apply(key)))
                .distinct()
                .toList();
    }

    /** What is told of a group; null if nothing is, not even how many they are. */
    @Nullable
    Telling told(Key key) {
        return told.get(key);
    }

    /**
     * The parts of a whole that are told: those of more than a few people, as long as those that are not told are
     * together nobody or more than a few.
     */
    static Set<String> told(Map<String, Size> parts) {
        var told = new HashSet<String>();
        parts.entrySet().stream().filter(part -> part.getValue().told()).forEach(part -> told.add(part.getKey()));
        while (!rest(parts, told).told()) {
            var smallest = parts.entrySet().stream()
                    .filter(part -> told.contains(part.getKey()))
                    .min(BY_SIZE);
            if (smallest.isEmpty()) {
                break;
            }
            told.remove(smallest.get().getKey());
        }
        return told;
    }

    private static Size rest(Map<String, Size> parts, Set<String> told) {
        return parts.entrySet().stream()
                .filter(part -> !told.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Size.NOBODY, Size::and);
    }

    private void programs(Telling all) {
        var toldOnes = told(sizes(programs, program -> new Key(program, null)));
        programs.retainAll(toldOnes);
        var telling = most(toldOnes, names(Key::program), program -> new Key(program, null), List.of(), List.of(all));
        if (!values.isEmpty()) {
            values(all, telling);
        }
    }

    private void values(Telling all, Telling ofPrograms) {
        var toldOnes = new HashSet<>(told(sizes(values, value -> new Key(null, value))));
        var leftovers = leftovers(toldOnes);
        while (leftovers == null) {
            leftovers = leftovers(toldOnes);
        }
        values.retainAll(toldOnes);
        var within = nested(toldOnes) ? List.of(all, ofPrograms) : List.of(all);
        var telling = most(toldOnes, names(Key::value), value -> new Key(null, value), leftovers, within);
        both(ofPrograms, telling);
    }

    /**
     * Tells so many of the largest groups in detail, and only how many the others are, that the most is told.
     *
     * @param toldOnes the groups whose sizes are told
     * @param also what else must not be few
     */
    private Telling most(
            Set<String> toldOnes,
            List<String> names,
            Function<String, Key> key,
            List<Tally> also,
            List<Telling> within) {
        var bySize = sizes(toldOnes, key).entrySet().stream()
                .sorted(BY_SIZE.reversed())
                .map(Map.Entry::getKey)
                .toList();
        var best = Telling.nothing(grid);
        var detailed = List.<String>of();
        for (var number = bySize.size(); number > 0; number--) {
            var some = bySize.subList(0, number);
            var blocks = new ArrayList<>(groups(some, key));
            blocks.add(rest(names, some, key));
            blocks.addAll(also);
            var telling = Telling.of(blocks, within);
            if (telling.much() * number > best.much() * detailed.size()) {
                best = telling;
                detailed = some;
            }
        }
        for (var name : toldOnes) {
            told.put(key.apply(name), detailed.contains(name) ? best : Telling.nothing(grid));
        }
        return best;
    }

    /**
     * Where a value is that of whole programs, or a program has whole values only, one can be taken from the other.
     *
     * @return what is left of them; null if one of them would tell of a few people, so that a value is told no more
     */
    private @Nullable List<Tally> leftovers(Set<String> toldValues) {
        var left = new ArrayList<Tally>();
        for (var value : List.copyOf(toldValues)) {
            var inside = programs.stream()
                    .filter(program -> inside(new Key(program, null), program, value))
                    .toList();
            if (!inside.isEmpty()) {
                left.add(rest(names(Key::program), inside, program -> new Key(program, value)));
                if (!left.getLast().size().told()) {
                    forget(value, toldValues);
                    return null;
                }
            }
        }
        for (var program : programs) {
            var inside = toldValues.stream()
                    .filter(value -> inside(new Key(null, value), program, value))
                    .toList();
            if (!inside.isEmpty()) {
                left.add(rest(names(Key::value), inside, value -> new Key(program, value)));
                if (!left.getLast().size().told()) {
                    forget(smallest(inside, value -> new Key(null, value)), toldValues);
                    return null;
                }
            }
        }
        return left;
    }

    private void forget(String value, Set<String> toldValues) {
        toldValues.remove(value);
        var sizes = sizes(names(Key::value), other -> new Key(null, other));
        while (!rest(sizes, toldValues).told() && !toldValues.isEmpty()) {
            toldValues.remove(smallest(toldValues, other -> new Key(null, other)));
        }
    }

    private boolean nested(Set<String> toldValues) {
        return toldValues.stream()
                .anyMatch(value -> programs.stream()
                        .anyMatch(program -> inside(new Key(program, null), program, value)
                                || inside(new Key(null, value), program, value)));
    }

    private boolean inside(Key whole, String program, String value) {
        var both = of(new Key(program, value)).size().journeys();
        return both > 0 && both == of(whole).size().journeys();
    }

    /** Programs and values that fit together: any of both, and any with what is left of the others, are many or nobody. */
    private void both(Telling ofPrograms, Telling ofValues) {
        while (!programs.isEmpty() && !values.isEmpty()) {
            var few = blocks(programs).stream()
                    .filter(block -> !block.tally.size().told())
                    .findFirst();
            if (few.isEmpty()) {
                detail(List.of(ofPrograms, ofValues));
                return;
            }
            var program =
                    few.get().program == null ? smallest(programs, name -> new Key(name, null)) : few.get().program;
            var value = few.get().value == null ? smallest(values, name -> new Key(null, name)) : few.get().value;
            if (of(new Key(program, null)).size().journeys()
                    < of(new Key(null, value)).size().journeys()) {
                programs.remove(program);
            } else {
                values.remove(value);
            }
        }
    }

    /** As for programs alone: the largest programs are told in detail. */
    private void detail(List<Telling> within) {
        var bySize = sizes(programs, name -> new Key(name, null)).entrySet().stream()
                .sorted(BY_SIZE.reversed())
                .map(Map.Entry::getKey)
                .toList();
        var best = Telling.nothing(grid);
        var detailed = List.<String>of();
        for (var number = bySize.size(); number > 0; number--) {
            var some = bySize.subList(0, number);
            var telling = Telling.of(blocks(some).stream().map(Block::tally).toList(), within);
            if (telling.much() * number > best.much() * detailed.size()) {
                best = telling;
                detailed = some;
            }
        }
        for (var program : programs) {
            for (var value : values) {
                told.put(new Key(program, value), detailed.contains(program) ? best : Telling.nothing(grid));
            }
        }
    }

    private record Block(@Nullable String program, @Nullable String value, Tally tally) {}

    private List<Block> blocks(Collection<String> some) {
        var blocks = new ArrayList<Block>();
        for (var program : some) {
            for (var value : values) {
                blocks.add(new Block(program, value, of(new Key(program, value))));
            }
            blocks.add(new Block(program, null, rest(names(Key::value), values, value -> new Key(program, value))));
        }
        var otherValues = names(Key::value).stream()
                .filter(value -> !values.contains(value))
                .toList();
        var ofOthers = new ArrayList<Tally>();
        for (var value : names(Key::value)) {
            var rest = rest(names(Key::program), some, program -> new Key(program, value));
            if (otherValues.contains(value)) {
                ofOthers.add(rest);
            } else {
                blocks.add(new Block(null, value, rest));
            }
        }
        blocks.add(new Block(null, null, Tally.together(ofOthers, grid)));
        return blocks;
    }

    private Tally rest(List<String> names, Collection<String> toldOnes, Function<String, Key> key) {
        return Tally.together(
                groups(names.stream().filter(name -> !toldOnes.contains(name)).toList(), key), grid);
    }

    private List<Tally> groups(Collection<String> names, Function<String, Key> key) {
        return names.stream().sorted().map(key).map(this::of).toList();
    }

    private Map<String, Size> sizes(Collection<String> names, Function<String, Key> key) {
        var sizes = new HashMap<String, Size>();
        names.forEach(name -> sizes.put(name, of(key.apply(name)).size()));
        return sizes;
    }

    private String smallest(Collection<String> names, Function<String, Key> key) {
        return sizes(names, key).entrySet().stream().min(BY_SIZE).orElseThrow().getKey();
    }

    private Tally of(Key key) {
        var tally = tallies.get(key);
        return tally == null ? Tally.together(List.of(), grid) : tally;
    }
}
