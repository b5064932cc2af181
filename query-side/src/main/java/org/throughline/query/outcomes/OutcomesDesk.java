package org.throughline.query.outcomes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.query.feed.Positions;
import org.throughline.query.feed.RecordLog;
import org.throughline.query.outcomes.Figures.Comparison;
import org.throughline.query.outcomes.Figures.Curve;
import org.throughline.query.outcomes.Tally.Size;
import org.throughline.query.outcomes.survival.LogRank;
import org.throughline.query.outcomes.survival.Observations;
import org.throughline.query.program.Programs;

/** Answers how journeys went, all numbers of one answer being of one moment. */
@Component
class OutcomesDesk {
    private static final int TIMES = 3;

    private final Journeys journeys;
    private final Programs programs;
    private final Positions positions;
    private final RecordLog log;

    OutcomesDesk(Journeys journeys, Programs programs, Positions positions, RecordLog log) {
        this.journeys = journeys;
        this.programs = programs;
        this.positions = positions;
        this.log = log;
    }

    /**
     * What is asked.
     *
     * @param program null for all
     * @param kind null for the kind that most journeys are of
     * @param tellsAll whether small numbers may be told
     */
    record Question(@Nullable ProgramId program, @Nullable DataKind kind, Grouping grouping, boolean tellsAll) {}

    /**
     * The answer, of one moment. Where several nodes fill the read model, they may be at different positions; then it is
     * asked again, a few times, once all are as far as the furthest was.
     */
    Answer answer(Question question) {
        for (var again = 0; again < TIMES; again++) {
            var answer = journeys.atOneMoment(() -> {
                var extent = journeys.extent();
                return new Tried(extent, extent.from() == extent.to() ? measured(question, extent) : null);
            });
            if (answer.told != null) {
                return answer.told;
            }
            if (!positions.await(answer.extent.to(), "outcome")) {
                break;
            }
        }
        return journeys.atOneMoment(() -> measured(question, journeys.extent()));
    }

    private record Tried(Journeys.Extent extent, @Nullable Answer told) {}

    /**
     * An answer.
     *
     * @param comparable what else its journeys can be compared by
     */
    record Answer(Outcomes outcomes, List<Grouping> comparable) {}

    private Answer measured(Question question, Journeys.Extent extent) {
        var published = programs.all();
        var names = published.stream().collect(toMap(one -> one.programId().toString(), ProgramPublished::name));
        var grouping = question.grouping;
        var survey = journeys.survey(grouping, question.program);
        var kind = question.kind == null ? most(survey, question.program) : question.kind;
        var kept = grouping.none()
                ? null
                : kept(survey.values().getOrDefault(kind, Map.of()), grouping, question.tellsAll);
        var days = kind == DataKind.IMPORTED ? Map.<ProgramId, LocalDate>of() : countedOn(published, extent.from());

        var selection = new Selection(question.tellsAll ? question.program : null, kind, grouping);
        var counted = journeys.counts(selection, kept, days);
        var program = question.program == null ? null : question.program.toString();
        var chosen = counted.stream()
                .filter(count -> program == null || count.program().toString().equals(program))
                .toList();
        var groups = new TreeMap<String, Sample>(grouping.order(names));
        if (!grouping.none()) {
            chosen.stream()
                    .collect(groupingBy(Journeys.Counted::value, mapping(Journeys.Counted::count, toList())))
                    .forEach((value, ofGroup) -> groups.put(value, Sample.of(ofGroup)));
        }
        var all = Sample.of(chosen.stream().map(Journeys.Counted::count).toList());
        var measure = question.tellsAll
                ? everything(all)
                : withoutFew(hiding(grouping, counted, survey.size(kind, null)), program, grouping);
        var told = groups.entrySet().stream()
                .map(group -> {
                    var figures = measure.apply(group.getKey(), group.getValue());
                    return new Outcomes.Group(
                            group.getKey(), grouping.labelOf(group.getKey(), names), figures == null, figures);
                })
                .toList();
        var waiting = journeys.waiting();
        var outcomes = new Outcomes(
                extent.from(),
                extent.to() == extent.from() ? null : extent.to(),
                question.tellsAll || waiting == 0 || waiting > Tally.FEW ? waiting : null,
                program(question.program, names),
                data(kind, survey, question),
                Arrays.stream(DataKind.values())
                        .filter(other -> other != kind
                                && survey.size(other, question.program).journeys() > 0)
                        .map(other -> data(other, survey, question))
                        .toList(),
                new Outcomes.By(grouping.key(), grouping.label()),
                !question.tellsAll,
                Definitions.byName(),
                measure.apply(null, all),
                told,
                comparisons(groups, told));
        return new Answer(
                outcomes,
                survey.attributes().getOrDefault(kind, List.of()).stream()
                        .map(Grouping::ofAttribute)
                        .toList());
    }

    /** The day of the last entry that is counted, where each program is: who is open was open on it. */
    private Map<ProgramId, LocalDate> countedOn(List<ProgramPublished> published, long position) {
        return log.at(position)
                .map(last -> published.stream()
                        .collect(toMap(
                                ProgramPublished::programId,
                                program -> last.recorded()
                                        .atZone(program.timeZone())
                                        .toLocalDate())))
                .orElse(Map.of());
    }

    private static BiFunction<@Nullable String, Sample, @Nullable Figures> everything(Sample all) {
        var days = Grid.tableDays(Measuring.lastDay(all, 0));
        return (ignored, sample) -> new Measuring(sample, days).figures();
    }

    private static BiFunction<@Nullable String, Sample, @Nullable Figures> withoutFew(
            Hiding hiding, @Nullable String program, Grouping grouping) {
        return (value, sample) -> {
            var key = grouping.byProgram() && value != null
                    ? new Hiding.Key(value, null)
                    : new Hiding.Key(program, value);
            var telling = hiding.told(key);
            return telling == null ? null : new Measuring(sample, telling).figures();
        };
    }

    private static Hiding hiding(Grouping grouping, List<Journeys.Counted> counted, Size kind) {
        var byKey = new HashMap<Hiding.Key, List<Sample.Count>>();
        byKey.put(Hiding.Key.ALL, new ArrayList<>());
        var compared = !grouping.none() && !grouping.byProgram();
        for (var count : counted) {
            var program = count.program().toString();
            var keys = new ArrayList<>(List.of(Hiding.Key.ALL, new Hiding.Key(program, null)));
            if (compared) {
                keys.add(new Hiding.Key(null, count.value()));
                keys.add(new Hiding.Key(program, count.value()));
            }
            keys.forEach(key ->
                    byKey.computeIfAbsent(key, ignored -> new ArrayList<>()).add(count.count()));
        }
        var all = Sample.of(byKey.getOrDefault(Hiding.Key.ALL, List.of()));
        var grid = Grid.upTo(Measuring.lastDay(all, Tally.FEW));
        var tallies = new HashMap<Hiding.Key, Tally>();
        byKey.forEach((key, counts) -> tallies.put(key, Tally.of(Sample.of(counts), grid, kind.most())));
        return new Hiding(tallies, grid);
    }

    private static Outcomes.@Nullable Program program(@Nullable ProgramId program, Map<String, String> names) {
        return program == null
                ? null
                : new Outcomes.Program(program.value(), names.getOrDefault(program.toString(), "Unknown program"));
    }

    private static DataKind most(Journeys.Survey survey, @Nullable ProgramId program) {
        return DataKind.most(Arrays.stream(DataKind.values())
                .filter(kind -> survey.size(kind, program).journeys() > 0)
                .collect(toMap(kind -> kind, kind -> survey.size(kind, program).journeys())));
    }

    private static Outcomes.Data data(DataKind kind, Journeys.Survey survey, Question question) {
        var number = survey.size(kind, question.program);
        return new Outcomes.Data(
                kind.code(),
                kind.label(),
                kind.note(),
                question.tellsAll || told(kind, survey, question.program) ? (Long) number.journeys() : null);
    }

    private static boolean told(DataKind kind, Journeys.Survey survey, @Nullable ProgramId program) {
        var all = survey.size(kind, null);
        if (program == null || !all.told() || survey.size(kind, program).journeys() == 0) {
            return all.told();
        }
        var parts = new HashMap<String, Size>();
        survey.kinds().getOrDefault(kind, Map.of()).forEach((in, size) -> {
            if (in != null) {
                parts.put(in.toString(), size);
            }
        });
        return Hiding.told(parts).contains(program.toString());
    }

    /** The groups that are compared one by one, the same in all programs: the largest. */
    private static Set<String> kept(Map<String, Size> sizes, Grouping grouping, boolean tellsAll) {
        // what few patients have may well be what they are known by: then it is not even named
        var named = sizes.entrySet().stream()
                .filter(value -> tellsAll
                        || grouping.attribute() == null
                        || value.getValue().told())
                .sorted(Comparator.<Map.Entry<String, Size>>comparingLong(
                                value -> -value.getValue().journeys())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
        var most = sizes.size() > Grouping.MOST ? Grouping.MOST - 1 : Grouping.MOST;
        return named.stream().limit(most).collect(toUnmodifiableSet());
    }

    private static Map<String, Comparison> comparisons(Map<String, Sample> groups, List<Outcomes.Group> told) {
        var comparisons = new LinkedHashMap<String, Comparison>();
        compare("retention", groups, told, Sample::retention, Figures::retention, comparisons);
        compare("firstRelapse", groups, told, Sample::relapseOnly, Figures::firstRelapse, comparisons);
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
            // leftovers are no group that anyone could belong to
            if (sample != null && group.figures() != null && !Grouping.LEFTOVERS.contains(group.value())) {
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
