package org.throughline.query.outcomes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.query.outcomes.Figures.Comparison;
import org.throughline.query.outcomes.Figures.Curve;
import org.throughline.query.outcomes.survival.LogRank;
import org.throughline.query.outcomes.survival.Observations;
import org.throughline.query.program.Programs;

/** Answers how journeys went, all numbers of one answer being of one moment. */
@Component
class OutcomesDesk {
    private final Journeys journeys;
    private final Programs programs;

    OutcomesDesk(Journeys journeys, Programs programs) {
        this.journeys = journeys;
        this.programs = programs;
    }

    /**
     * What is asked.
     *
     * @param program null for all
     * @param kind null for the kind that most journeys are of
     * @param tellsAll whether small numbers may be told
     */
    record Question(@Nullable ProgramId program, @Nullable DataKind kind, Grouping grouping, boolean tellsAll) {}

    /** The answer. */
    Outcomes answer(Question question) {
        return journeys.atOneMoment(() -> measured(question));
    }

    /** What else the journeys of an answer can be compared by. */
    List<Grouping> groupings(DataKind kind, @Nullable ProgramId program) {
        return journeys.attributes(kind, program).stream()
                .map(attribute -> Grouping.ofAttribute(attribute.key()))
                .toList();
    }

    private Outcomes measured(Question question) {
        var position = journeys.position();
        var names = programs.all().stream()
                .collect(toMap(program -> program.programId().toString(), ProgramPublished::name));
        var kinds = journeys.kinds(question.program);
        var kind = question.kind == null ? DataKind.most(kinds) : question.kind;
        var grouping = question.grouping;
        var selection = new Selection(question.program, kind, grouping);

        var sizes = grouping.none() ? List.<Journeys.Size>of() : journeys.sizes(kind, grouping);
        var kept = grouping.none() ? null : kept(sizes, grouping, question.tellsAll);
        var counts = journeys.counts(selection, kept);
        var groups = new TreeMap<String, Sample>(grouping.order(names));
        if (!grouping.none()) {
            counts.forEach((value, ofGroup) -> groups.put(value, Sample.of(ofGroup)));
        }
        var all = Sample.of(counts.values().stream().flatMap(Collection::stream).toList());
        var hiding = question.tellsAll ? Hiding.nothing() : hiding(selection, sizes, kept, groups);
        var days = Curves.tableDays(Measuring.lastDay(all, !question.tellsAll));

        Function<Sample, Function<Hiding.Cells, @Nullable Figures>> measure = sample ->
                hidden -> hidden.all() ? null : new Measuring(sample, hidden, !question.tellsAll, days).figures();
        var told = groups.entrySet().stream()
                .map(group -> {
                    var figures = measure.apply(group.getValue()).apply(hiding.of(group.getKey()));
                    return new Outcomes.Group(
                            group.getKey(), grouping.labelOf(group.getKey(), names), figures == null, figures);
                })
                .toList();
        return new Outcomes(
                position,
                program(question.program, names),
                data(kind, kinds, question.tellsAll),
                Arrays.stream(DataKind.values())
                        .filter(other -> other != kind && kinds.getOrDefault(other, 0L) > 0)
                        .map(other -> data(other, kinds, question.tellsAll))
                        .toList(),
                new Outcomes.By(grouping.key(), grouping.label()),
                !question.tellsAll,
                Definitions.byName(),
                measure.apply(all).apply(hiding.all()),
                told,
                comparisons(groups, told));
    }

    private static Outcomes.@Nullable Program program(@Nullable ProgramId program, Map<String, String> names) {
        return program == null
                ? null
                : new Outcomes.Program(program.value(), names.getOrDefault(program.toString(), "Unknown program"));
    }

    private static Outcomes.Data data(DataKind kind, Map<DataKind, Long> kinds, boolean tellsAll) {
        var number = kinds.getOrDefault(kind, 0L);
        return new Outcomes.Data(
                kind.code(), kind.label(), kind.note(), !tellsAll && SmallCells.small(number) ? null : number);
    }

    /** The groups that are compared one by one, the same in all programs: the largest. */
    private static List<String> kept(List<Journeys.Size> sizes, Grouping grouping, boolean tellsAll) {
        var totals = sizes.stream().collect(groupingBy(Journeys.Size::value, summingLong(Journeys.Size::journeys)));
        // what few patients have may well be what they are known by: then it is not even named
        var named = totals.keySet().stream()
                .filter(value -> tellsAll || grouping.attribute() == null || value(totals, value) > SmallCells.LARGEST)
                .sorted((one, other) -> {
                    var bySize = Long.compare(value(totals, other), value(totals, one));
                    return bySize == 0 ? one.compareTo(other) : bySize;
                })
                .toList();
        var most = totals.size() > Grouping.MOST ? Grouping.MOST - 1 : Grouping.MOST;
        return named.stream().limit(most).toList();
    }

    private static long value(Map<String, Long> totals, String key) {
        return Objects.requireNonNullElse(totals.get(key), 0L);
    }

    private Hiding hiding(
            Selection selection, List<Journeys.Size> sizes, @Nullable List<String> kept, Map<String, Sample> groups) {
        var byProgram =
                new Selection(null, selection.kind(), Grouping.of("program").orElseThrow());
        var cells = new TreeMap<String, long[]>();
        journeys.counts(byProgram, null)
                .forEach((program, counts) ->
                        cells.put(program, Sample.of(counts).cells()));
        var program = selection.program();
        var programsAreGroups =
                selection.grouping().byProgram() && groups.keySet().stream().allMatch(cells::containsKey);
        var ofGroups = new LinkedHashMap<String, long[]>();
        groups.forEach((value, sample) -> ofGroups.put(value, sample.cells()));
        return Hiding.smallCells(
                cells,
                program == null ? null : program.toString(),
                programsAreGroups || kept == null ? null : sizesByProgram(sizes, kept),
                ofGroups);
    }

    private static Map<String, Map<String, Long>> sizesByProgram(List<Journeys.Size> sizes, List<String> kept) {
        return sizes.stream()
                .collect(groupingBy(
                        size -> size.program().toString(),
                        groupingBy(
                                size -> kept.contains(size.value()) ? size.value() : Grouping.OTHERS,
                                summingLong(Journeys.Size::journeys))));
    }

    private static Map<String, Comparison> comparisons(Map<String, Sample> groups, List<Outcomes.Group> told) {
        var comparisons = new LinkedHashMap<String, Comparison>();
        compare("retention", groups, told, Sample::retention, Figures::retention, comparisons);
        compare("firstRelapse", groups, told, Sample::relapse, Figures::firstRelapse, comparisons);
        compare("returnOrLost", groups, told, Sample::returnOrLost, Figures::returnOrLost, comparisons);
        return comparisons;
    }

    private static void compare(
            String key,
            Map<String, Sample> groups,
            List<Outcomes.Group> told,
            Function<Sample, Observations> observed,
            Function<Figures, Curve> curve,
            Map<String, Comparison> into) {
        var samples = new ArrayList<Observations>();
        var values = new ArrayList<String>();
        var curves = new ArrayList<Curve>();
        for (var group : told) {
            var sample = groups.get(group.value());
            if (sample != null && group.figures() != null) {
                samples.add(observed.apply(sample));
                values.add(group.value());
                curves.add(curve.apply(group.figures()));
            }
        }
        if (samples.size() > 1) {
            into.put(key, Comparison.of(LogRank.test(samples), values, curves));
        }
    }
}
