package org.throughline.query.outcomes.survival;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgainstRTest {

    private final Map<String, List<Subject>> samples = Samples.all();

    private R r;

    @BeforeAll
    void ask_r(@TempDir Path folder) {
        var missing = R.missing();
        if (missing.isPresent()) {
            assertThat(System.getenv("CI")).as(missing.get()).isNotEqualTo("true");
            System.out.println("Not compared with R: " + missing.get());
        }
        assumeTrue(missing.isEmpty(), missing.orElse(""));
        r = R.asked(samples, folder);
    }

    Set<String> samples() {
        return samples.keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void curves_and_their_intervals_are_those_of_survfit(String sample) {
        var steps = curve(sample).steps();
        agree(sample, "survfit.day", steps, KaplanMeier.Step::day);
        agree(sample, "survfit.atRisk", steps, KaplanMeier.Step::atRisk);
        agree(sample, "survfit.events", steps, KaplanMeier.Step::events);
        agree(sample, "survfit.censored", steps, KaplanMeier.Step::censored);
        agree(sample, "survfit.survival", steps, KaplanMeier.Step::survival);
        agree(sample, "survfit.standardError", steps, KaplanMeier.Step::standardError);
        agree(sample, "survfit.lower", steps, KaplanMeier.Step::lower);
        agree(sample, "survfit.upper", steps, KaplanMeier.Step::upper);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void medians_are_those_of_survfit(String sample) {
        var median = curve(sample).median();
        agree(sample, "survfit.median", List.of(median), Quantile::day, Quantile::lower, Quantile::upper);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void at_risk_tables_are_those_of_survfit(String sample) {
        var days = Arrays.stream(r.of(sample, "survfit.table.day"))
                .mapToInt(day -> (int) day)
                .toArray();
        var lines = curve(sample).atRisk(days);
        agree(sample, "survfit.table.atRisk", lines, KaplanMeier.AtRisk::atRisk);
        agree(sample, "survfit.table.events", lines, KaplanMeier.AtRisk::events);
        agree(sample, "survfit.table.censored", lines, KaplanMeier.AtRisk::censored);
        agree(sample, "survfit.table.survival", lines, KaplanMeier.AtRisk::survival);
        agree(sample, "survfit.table.lower", lines, KaplanMeier.AtRisk::lower);
        agree(sample, "survfit.table.upper", lines, KaplanMeier.AtRisk::upper);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void group_differences_are_those_of_survdiff(String sample) {
        var test = LogRank.test(Subject.byGroup(subjects(sample)));
        if (r.tells(sample, "logRank")) {
            agree(sample, "logRank", List.of(test), LogRank::chiSquare, LogRank::degreesOfFreedom, LogRank::pValue);
        } else {
            assertThat(test.chiSquare()).as("of one group").isNull();
        }
        if (test.chiSquare() != null) {
            agree(sample, "logRank.size", test.groups(), LogRank.Group::size);
            agree(sample, "logRank.observed", test.groups(), LogRank.Group::observed);
            agree(sample, "logRank.expected", test.groups(), LogRank.Group::expected);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void competing_causes_incidences_are_those_of_cuminc(String sample) {
        for (var cause = 1; cause <= 4; cause++) {
            if (r.tells(sample, "incidence." + cause)) {
                var curve = CumulativeIncidence.of(Subject.all(subjects(sample)), cause);
                var days = Arrays.stream(r.of(sample, "incidence.day"))
                        .mapToObj(day -> (int) day)
                        .toList();
                agree(sample, "incidence." + cause, days, curve::incidenceAt);
                agree(sample, "incidence.variance." + cause, days, curve::varianceAt);
                var steps = curve.steps();
                var rises = Arrays.stream(r.of(sample, "incidence.rises." + cause))
                        .mapToObj(day -> (int) day)
                        .toList();
                assertThat(steps).extracting(CumulativeIncidence.Step::day).isEqualTo(rises);
                agree(sample, "incidence.lower." + cause, steps, CumulativeIncidence.Step::lower);
                agree(sample, "incidence.upper." + cause, steps, CumulativeIncidence.Step::upper);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void stays_and_proportions_are_those_of_quantile_and_prop_test(String sample) {
        var subjects = subjects(sample);
        var stays = LengthsOfStay.of(Observations.of(subjects.stream()
                .map(subject -> Observation.event(subject.seen().day()))
                .toList()));
        agree(sample, "stay.quantile", List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0), stays::quantile);
        agree(sample, "stay.mean", List.of(stays), LengthsOfStay::mean);
        var all = Subject.all(subjects);
        var share = Proportion.of(all.events(), all.size());
        agree(sample, "proportion", List.of(share), Proportion::value, Proportion::lower, Proportion::upper);
    }

    private List<Subject> subjects(String sample) {
        return requireNonNull(samples.get(sample));
    }

    private KaplanMeier curve(String sample) {
        return KaplanMeier.of(Subject.all(subjects(sample)));
    }

    @SafeVarargs
    private <T> void agree(String sample, String what, List<T> ours, Function<T, @Nullable Number>... figures) {
        var numbers = new ArrayList<@Nullable Number>();
        for (var one : ours) {
            for (var figure : figures) {
                numbers.add(figure.apply(one));
            }
        }
        r.agrees(sample, what, numbers);
    }
}
