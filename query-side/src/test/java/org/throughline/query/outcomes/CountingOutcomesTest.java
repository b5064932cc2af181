package org.throughline.query.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.events.DischargeReason;
import org.throughline.events.ProgramId;
import org.throughline.query.feed.Positions;
import org.throughline.query.outcomes.Figures.Curve;
import org.throughline.query.outcomes.OutcomesDesk.Question;
import org.throughline.query.outcomes.survival.CumulativeIncidence;
import org.throughline.query.outcomes.survival.CurvePoints;
import org.throughline.query.outcomes.survival.KaplanMeier;
import org.throughline.query.outcomes.survival.LengthsOfStay;
import org.throughline.query.outcomes.survival.LogRank;
import org.throughline.query.outcomes.survival.Observation;
import org.throughline.query.outcomes.survival.Observations;

@OutcomesTest
class CountingOutcomesTest {
    private static final List<Seeded> JOURNEYS = Seeded.journeys(600);

    @Autowired
    private OutcomesDesk desk;

    @Autowired
    private Positions positions;

    @Autowired
    @Qualifier("views")
    private JdbcClient views;

    @Test
    void gives_the_figures_that_counting_every_journey_gives() {
        var outcomes = answer(null, null, "none");

        assertThat(outcomes.position()).isEqualTo(OutcomesOnly.POSITION);
        assertThat(outcomes.data().code()).isEqualTo("synthetic");
        equal(outcomes.all(), synthetic(journey -> true));
    }

    @Test
    void counts_one_kind_of_journeys_at_a_time_and_names_the_others() {
        assertThat(answer(null, null, "none").otherData())
                .singleElement()
                .satisfies(other -> assertThat(other.code()).isEqualTo("imported"))
                .satisfies(other -> assertThat(other.journeys()).isEqualTo(120));
        equal(answer(null, DataKind.IMPORTED, "none").all(), imported(journey -> true));
        assertThat(answer(Seeded.STUDY, null, "none").data().code()).isEqualTo("imported");
    }

    @Test
    void counts_one_program_only() {
        equal(
                answer(Seeded.HARBOUR, null, "none").all(),
                synthetic(journey -> journey.program().equals(Seeded.HARBOUR)));
    }

    @Test
    void counts_each_group_for_itself() {
        var outcomes = answer(null, null, "sex");

        assertThat(outcomes.groups())
                .extracting(Outcomes.Group::label)
                .containsExactly("Male", "Female", "Not recorded");
        for (var group : outcomes.groups()) {
            var sex = group.value().isEmpty() ? null : Integer.valueOf(group.value());
            equal(
                    group.figures(),
                    synthetic(journey -> Objects.equals(journey.teds().get("SEX"), sex)));
        }
    }

    @Test
    void joins_tedss_bands_of_age_by_two() {
        var outcomes = answer(null, null, "age");

        assertThat(outcomes.groups())
                .extracting(Outcomes.Group::label)
                .containsExactly("12–17", "18–24", "25–34", "35–44", "45–54", "55 and over", "Not recorded");
        equal(
                outcomes.groups().get(2).figures(),
                synthetic(journey -> List.of(5, 6).contains(journey.teds().getOrDefault("AGE", 0))));
    }

    @Test
    void puts_all_but_the_largest_groups_together() {
        var outcomes = answer(null, null, "substance");

        assertThat(outcomes.groups()).hasSize(Grouping.MOST);
        assertThat(outcomes.groups().getLast().label()).isEqualTo("All others");
        var told = outcomes.groups().stream()
                .mapToLong(group -> journeys(group.figures()))
                .sum();
        assertThat(told).isEqualTo(journeys(outcomes.all()));
    }

    @Test
    void compares_by_an_attribute_of_the_admission() {
        var outcomes = answer(Seeded.STUDY, null, "attribute:treat");
        var treated = List.of(
                imported(journey -> "0".equals(journey.attributes().get("treat"))),
                imported(journey -> "1".equals(journey.attributes().get("treat"))));

        assertThat(outcomes.groups()).extracting(Outcomes.Group::label).containsExactly("Treat: 0", "Treat: 1");
        equal(outcomes.groups().get(1).figures(), treated.get(1));
        var test = LogRank.test(treated.stream()
                .map(journeys -> Seeded.of(journeys, Seeded::lost))
                .toList());
        var comparison = outcomes.comparisons().get("returnOrLost");
        assertThat(comparison).isNotNull().satisfies(compared -> {
            assertThat(compared.chiSquare()).isEqualTo(test.chiSquare());
            assertThat(compared.pValue()).isEqualTo(test.pValue());
            assertThat(compared.groups().get(1).expected())
                    .isEqualTo(test.groups().get(1).expected());
        });
        assertThat(desk.answer(question(Seeded.STUDY, null, "none")).comparable())
                .extracting(Grouping::key)
                .containsExactly("attribute:treat");
    }

    @Test
    void leaves_those_whose_group_is_not_known_out_of_the_test() {
        var outcomes = answer(null, null, "sex");

        assertThat(outcomes.groups()).extracting(Outcomes.Group::value).contains(Grouping.MISSING);
        var both = List.of(1, 2).stream()
                .map(sex -> Seeded.of(
                        synthetic(journey -> Objects.equals(journey.teds().get("SEX"), sex)), Seeded::retention))
                .toList();
        assertThat(outcomes.comparisons().get("retention")).isNotNull().satisfies(test -> {
            assertThat(test.groups()).extracting(Figures.Compared::value).containsExactly("1", "2");
            assertThat(test.degreesOfFreedom()).isEqualTo(1);
            assertThat(test.chiSquare()).isEqualTo(LogRank.test(both).chiSquare());
        });
    }

    @Test
    void asks_again_once_all_segments_are_at_one_position() {
        inTwoSegments(() -> {
            when(positions.await(OutcomesOnly.POSITION + 5, "outcome")).thenAnswer(ignored -> {
                views.sql("update feed.position set position = ? where projection = 'outcome'")
                        .param(OutcomesOnly.POSITION + 5)
                        .update();
                return true;
            });

            var outcomes = answer(null, null, "none");

            assertThat(outcomes.position()).isEqualTo(OutcomesOnly.POSITION + 5);
            assertThat(outcomes.partlyTo()).isNull();
        });
    }

    @Test
    void says_so_if_some_journeys_are_counted_further_than_others() {
        inTwoSegments(() -> {
            var outcomes = answer(null, null, "none");

            assertThat(outcomes.position()).isEqualTo(OutcomesOnly.POSITION);
            assertThat(outcomes.partlyTo()).isEqualTo(OutcomesOnly.POSITION + 5);
        });
    }

    private void inTwoSegments(Runnable test) {
        views.sql("insert into feed.position (projection, segment, position) values ('outcome', 1, ?)")
                .param(OutcomesOnly.POSITION + 5)
                .update();
        try {
            test.run();
        } finally {
            reset(positions);
            views.sql("delete from feed.position where projection = 'outcome' and segment = 1")
                    .update();
            views.sql("update feed.position set position = ? where projection = 'outcome'")
                    .param(OutcomesOnly.POSITION)
                    .update();
        }
    }

    @Test
    void says_how_many_journeys_wait() {
        views.sql("""
            insert into feed.dead_letter (projection, position, stream, event_id, cause)
            select 'outcome', n, ('00000000-0000-0000-0000-00000000000' || n % 2)::uuid, gen_random_uuid(), 'x'
            from generate_series(1, 3) n\
            """).update();
        try {
            assertThat(answer(null, null, "none").waiting()).isEqualTo(2);
            // two are a few
            assertThat(desk.answer(new Question(null, null, Grouping.of("none").orElseThrow(), false))
                            .outcomes()
                            .waiting())
                    .isNull();
        } finally {
            views.sql("delete from feed.dead_letter").update();
        }
        assertThat(answer(null, null, "none").waiting()).isZero();
    }

    @Test
    void says_nothing_where_nobody_is() {
        var outcomes = answer(Seeded.STUDY, DataKind.RECORDED, "program");

        assertThat(outcomes.groups()).isEmpty();
        assertThat(outcomes.all()).isNotNull().satisfies(all -> {
            assertThat(all.journeys()).isZero();
            assertThat(all.completed().value()).isNull();
            assertThat(all.retention().median()).isNotNull();
        });
    }

    private Outcomes answer(@Nullable ProgramId program, @Nullable DataKind kind, String by) {
        return desk.answer(question(program, kind, by)).outcomes();
    }

    private static Question question(@Nullable ProgramId program, @Nullable DataKind kind, String by) {
        return new Question(program, kind, Grouping.of(by).orElseThrow(), true);
    }

    private static List<Seeded> synthetic(Predicate<Seeded> which) {
        return JOURNEYS.stream()
                .filter(journey -> journey.source().equals("demonstration"))
                .filter(which)
                .toList();
    }

    private static List<Seeded> imported(Predicate<Seeded> which) {
        return JOURNEYS.stream()
                .filter(journey -> journey.source().equals("import"))
                .filter(which)
                .toList();
    }

    private static long journeys(@Nullable Figures figures) {
        return figures == null || figures.journeys() == null ? 0 : figures.journeys();
    }

    private static void equal(@Nullable Figures told, List<Seeded> journeys) {
        var figures = Objects.requireNonNull(told);
        var ended =
                journeys.stream().filter(journey -> journey.reason() != null).toList();
        assertThat(figures.journeys()).isEqualTo(journeys.size());
        assertThat(figures.discharged()).isEqualTo(ended.size());
        assertThat(figures.open()).isEqualTo(journeys.size() - ended.size());
        for (var reason : DischargeReason.values()) {
            var share = figures.reasons().get(reason.code() - 1).share();
            assertThat(share.numerator()).isEqualTo(ended(ended, reason));
            assertThat(share.denominator()).isEqualTo(ended.size());
        }
        assertThat(figures.completedOrTransferred().numerator())
                .isEqualTo(ended(ended, DischargeReason.COMPLETED) + ended(ended, DischargeReason.TRANSFERRED));
        stays(figures.stays(), ended, Seeded::stay);
        stays(figures.tedsStays(), ended, Seeded::los);
        curve(figures.retention(), journeys, Seeded::retention);
        curve(figures.firstRelapse(), journeys, Seeded::firstRelapse);
        curve(figures.returnOrLost(), journeys, Seeded::lost);
        var later = journeys.stream().filter(Seeded::later).count();
        assertThat(figures.firstRelapse().reportedLater()).isEqualTo(later);
        assertThat(figures.retention().reportedLater()).isNull();
        incidences(figures.endings(), journeys, Seeded::ending);
        incidences(figures.returns(), journeys, Seeded::returned);
    }

    private static void incidences(
            List<Figures.Ending> endings, List<Seeded> journeys, Function<Seeded, Observation> what) {
        for (var ending : endings) {
            var incidence = CumulativeIncidence.of(Seeded.of(journeys, what), endings.indexOf(ending) + 1);
            assertThat(ending.points()).isEqualTo(CurvePoints.incidence(incidence, Integer.MAX_VALUE));
            assertThat(ending.events()).isEqualTo(incidence.events());
            assertThat(ending.journeys()).isEqualTo(journeys.size());
        }
    }

    private static long ended(List<Seeded> ended, DischargeReason reason) {
        return ended.stream()
                .filter(journey -> Objects.equals(journey.reason(), reason.code()))
                .count();
    }

    private static void stays(Figures.Stays stays, List<Seeded> ended, Function<Seeded, @Nullable Integer> days) {
        var lengths = LengthsOfStay.of(Observations.of(ended.stream()
                .map(journey -> Observation.event(Objects.requireNonNull(days.apply(journey))))
                .toList()));
        assertThat(stays.mean()).isEqualTo(lengths.mean());
        assertThat(stays.median()).isEqualTo(lengths.median());
        assertThat(stays.lowerQuartile()).isEqualTo(lengths.quantile(0.25));
        assertThat(stays.upperQuartile()).isEqualTo(lengths.quantile(0.75));
        for (var band : stays.bands()) {
            var inBand = lengths.byTedsCode()
                    .subMap(band.fromCode(), band.toCode() + 1)
                    .values();
            assertThat(band.share().numerator())
                    .isEqualTo(inBand.stream().mapToLong(Long::longValue).sum());
        }
    }

    private static void curve(Curve curve, List<Seeded> journeys, Function<Seeded, Observation> what) {
        var direct = KaplanMeier.of(Seeded.of(journeys, what));
        assertThat(curve.subjects()).isEqualTo(direct.size());
        assertThat(curve.events()).isEqualTo(direct.events());
        assertThat(curve.median()).isEqualTo(direct.median());
        assertThat(curve.points()).isEqualTo(CurvePoints.survival(direct, Integer.MAX_VALUE));
        var days = curve.atRisk().stream().mapToInt(Figures.Line::day).toArray();
        assertThat(curve.atRisk()).isEqualTo(Curves.wholeTable(direct, days));
    }
}
