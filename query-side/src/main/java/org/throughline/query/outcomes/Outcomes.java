package org.throughline.query.outcomes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How journeys went, and how groups of them compare.
 *
 * @param position everything up to here in the record is counted, but for the journeys that wait
 * @param partlyTo null if nothing after the position is counted; else of some journeys what came up to here is, too
 * @param waiting journeys an event of which could not be taken in: what came of them from then on is not counted; null if
 *     it must not be told
 * @param program null for all
 * @param otherData other kinds of journeys in the same programs, which are not counted here
 * @param smallCellsHidden whether numbers of one to ten people are kept from this reader
 * @param definitions what each figure means, by its name
 * @param all null if there are too few to tell of
 * @param groups empty if all journeys stay together
 * @param comparisons of the curves of the groups that are told, by the curve's name
 */
public record Outcomes(
        long position,
        @Nullable Long partlyTo,
        @Nullable Long waiting,
        @Nullable Program program,
        Data data,
        List<Data> otherData,
        By grouping,
        boolean smallCellsHidden,
        Map<String, String> definitions,
        @Nullable Figures all,
        List<Group> groups,
        Map<String, Figures.Comparison> comparisons) {
    public Outcomes {
        otherData = List.copyOf(otherData);
        definitions = Collections.unmodifiableMap(new LinkedHashMap<>(definitions));
        groups = List.copyOf(groups);
        comparisons = Collections.unmodifiableMap(new LinkedHashMap<>(comparisons));
    }

    /** The program that is looked at. */
    public record Program(UUID id, String name) {}

    /**
     * A kind of journeys.
     *
     * @param journeys null if it must not be told
     */
    public record Data(
            String code,
            String label,
            String note,
            @Nullable Long journeys) {}

    /** What is compared by. */
    public record By(String key, String label) {}

    /**
     * A group.
     *
     * @param hidden whether it, or another that it would give away, is of one to ten people
     * @param figures null if hidden
     */
    public record Group(
            String value,
            String label,
            boolean hidden,
            @Nullable Figures figures) {}
}
