package org.throughline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.PersonName;
import org.throughline.events.Personal;
import org.throughline.events.Source;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.WeekJudgement;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.attendance.Attendance;
import org.throughline.query.feed.Feed;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Tables;
import org.throughline.query.identity.Patients;
import org.throughline.query.outcome.Bundle;
import org.throughline.query.outcome.CountedJourney;
import org.throughline.query.replay.Replay;
import org.throughline.query.replay.Replays;
import org.throughline.query.timeline.JourneySummary;
import org.throughline.query.timeline.Timeline;
import org.throughline.query.timeline.Timelines;
import org.throughline.testing.Histories;
import org.throughline.testing.Role;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadModelsEqualAPlainModelTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final long SEED = 20_261_123;

    private QueryHouse house;
    private Node node;
    private Expected expected;
    private List<HistoryEvent> told;

    @BeforeAll
    void tell() {
        house = QueryHouse.fresh("model");
        node = house.start().ready();
        told = RandomHistory.of(SEED, 60);
        var random = new Random(SEED);
        for (int from = 0; from < told.size(); ) {
            // appended in pieces of any size, so that batches end anywhere in a journey
            var to = Math.min(told.size(), from + 1 + random.nextInt(200));
            house.append(told.subList(from, to), ignored -> anyOf(random, Source.values()));
            told.subList(from, to).forEach(this::destroyKeyIfErased);
            from = to;
        }
        node.caughtUp();
        expected = new Expected(house.all());
    }

    private static <T> T anyOf(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private void destroyKeyIfErased(HistoryEvent event) {
        if (event instanceof PersonalDataErased erased) {
            house.keys().destroy(List.of(new KeyStore.Doomed(erased.keyId(), erased.patientId())));
        }
    }

    @AfterAll
    void close() {
        house.close();
    }

    @Test
    void timelines_hold_every_event_in_clinical_order_and_what_became_of_it() {
        assertThat(expected.journeys()).hasSize(60);
        for (var journey : expected.journeys()) {
            var timeline = node.part(Timelines.class).of(journey).orElseThrow();
            assertThat(timeline.entries().stream().map(Timeline.Entry::position))
                    .containsExactlyElementsOf(expected.lines(journey).stream()
                            .map(Expected.Line::position)
                            .toList());
            for (int i = 0; i < timeline.entries().size(); i++) {
                var entry = timeline.entries().get(i);
                var withdrawn = entry.withdrawn();
                assertThat(withdrawn == null ? null : withdrawn.position())
                        .isEqualTo(expected.lines(journey).get(i).withdrawnAt());
                assertThat(entry.event().getClass())
                        .isEqualTo(expected.lines(journey).get(i).event().getClass());
            }
        }
    }

    @Test
    void the_latest_of_a_timeline_are_its_last_entries_with_what_they_are_told_by() {
        for (var journey : expected.journeys()) {
            var whole = node.part(Timelines.class).of(journey).orElseThrow().entries();
            var entries = whole.stream()
                    .filter(entry -> !(entry.event() instanceof EntryVoided))
                    .toList();
            for (var most : List.of(1, 3, 1_000)) {
                var latest = node.part(Timelines.class).latest(journey, most).orElseThrow();
                assertThat(latest.left()).isEqualTo(Math.max(0, entries.size() - most));
                assertThat(latest.entries()).isEqualTo(entries.subList(latest.left(), entries.size()));
                var known = Stream.concat(latest.entries().stream(), latest.around().stream())
                        .map(Timeline.Entry::position)
                        .toList();
                assertThat(known).doesNotHaveDuplicates().containsAll(toldBy(latest.entries(), whole));
                assertThat(whole).containsAll(latest.around());
            }
        }
    }

    /** The first and the last recorded, and what takes some of the entries back. */
    private static List<Long> toldBy(List<Timeline.Entry> entries, List<Timeline.Entry> whole) {
        var positions = new ArrayList<Long>();
        entries.stream()
                .map(Timeline.Entry::withdrawn)
                .filter(Objects::nonNull)
                .forEach(withdrawn -> positions.add(withdrawn.position()));
        var all = whole.stream().mapToLong(Timeline.Entry::position).summaryStatistics();
        positions.addAll(List.of(all.getMin(), all.getMax()));
        return positions;
    }

    @Test
    void summaries_say_what_the_fold_says() {
        for (var journey : expected.journeys()) {
            var folded = expected.folded(journey);
            var summary = node.part(Timelines.class).summary(journey).orElseThrow();
            assertThat(summary.version()).isEqualTo(expected.stored(journey).size());
            assertThat(summary.source()).isEqualTo(expected.source(journey));
            assertThat(summary.status() == JourneySummary.Status.OPEN).isEqualTo(folded.open());
            assertThat(summary.status() == JourneySummary.Status.WITHDRAWN)
                    .isEqualTo(folded.enrolment().isEmpty());
            folded.enrolment()
                    .ifPresent(e -> assertThat(summary.admittedOn())
                            .isEqualTo(e.occurred().day()));
            folded.enrolment()
                    .ifPresent(ignored -> assertThat(summary.dischargeReason())
                            .isEqualTo(folded.discharge().map(e -> e.reason()).orElse(null)));
        }
    }

    @Test
    void weeks_are_judged_as_the_fold_judges_them() {
        for (var journey : expected.journeys()) {
            var folded = expected.folded(journey);
            assertThat(node.part(Attendance.class).of(journey, NOW))
                    .isEqualTo(WeekJudgement.judge(folded, programOf(folded), NOW));
            var sums = house.views()
                    .sql("select absences_in_a_row from attendance.journey where journey = ?")
                    .param(journey.value())
                    .query(Long.class)
                    .single();
            assertThat(sums).isEqualTo(Expected.absencesInARow(folded));
        }
    }

    private static Program programOf(Journey journey) {
        var residential = Histories.residential();
        return journey.enrolment()
                .filter(e -> e.levelOfCare() == LevelOfCare.RESIDENTIAL_HIGH)
                .map(ignored -> residential)
                .orElse(Histories.programWith());
    }

    @Test
    void the_door_of_a_journey_is_that_of_its_first_admission_whoever_corrected_it() {
        assertThat(expected.journeys())
                .anySatisfy(journey -> assertThat(expected.admittedAgainThroughAnotherDoor(journey))
                        .isTrue());
    }

    @Test
    void outcomes_are_what_their_columns_are_defined_as() {
        for (var journey : expected.journeys()) {
            var outcome = expected.outcome(journey);
            var rows = house.views()
                    .sql("select * from outcome.journey where journey = ?")
                    .param(journey.value())
                    .query()
                    .listOfRows();
            assertThat(rows).hasSize(outcome.isEmpty() ? 0 : 1);
            rows.forEach(row -> outcome.forEach(
                    (column, value) -> assertThat(row).as(journey.toString()).contains(entry(column, value))));
        }
    }

    @Test
    void journeys_are_counted_as_their_outcomes_say() {
        var counted = house
                .views()
                .sql("select counted from outcome.bundle")
                .query((row, _) -> Bundle.journeys(row.getBytes(1)))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
        assertThat(counted.stream().flatMap(List::stream).map(ReadModelsEqualAPlainModelTest::told))
                .containsExactlyInAnyOrderElementsOf(outcomes("""
                    concat_ws(' ', program, level_of_care, source, replace(attributes::text, ' ', ''), teds->>'SEX', teds->>'AGE', teds->>'PSOURCE',
                        teds->>'SUB1', admitted_on, coalesce(discharge_reason, 0), case when stay_days is not null then greatest(0, stay_days) end, los_days,
                        last_known_day, greatest(0, coalesce(first_relapse_day, died_day, found_until_day)),
                        greatest(0, coalesce(relapse_or_lost_day, died_day, asked_until_day)),
                        case when first_relapse_day is not null then 'RETURNED' when died_day is not null then 'DIED'
                            else 'ENDED' end,
                        relapse_or_lost_day is not null, relapse_after_day is not null,
                        relapse_or_lost_after_day is not null)"""));
        assertThat(counted.stream().map(List::size).sorted())
                .containsExactlyElementsOf(house.views()
                        .sql("select count(*) from outcome.journey group by patient order by 1")
                        .query((row, _) -> row.getInt(1))
                        .list());
    }

    private List<String> outcomes(String what) {
        return house.views()
                .sql("select " + what + " from outcome.journey")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String told(CountedJourney journey) {
        return Stream.of(
                        journey.program(),
                        journey.level(),
                        journey.source(),
                        journey.attributes(),
                        journey.sex(),
                        journey.age(),
                        journey.referral(),
                        journey.substance(),
                        LocalDate.ofEpochDay(journey.admitted()),
                        journey.reason(),
                        journey.stay(),
                        journey.los(),
                        journey.lastKnown(),
                        journey.observed(),
                        journey.asked(),
                        journey.observation(),
                        letter(journey.returnedOrLost()),
                        letter(journey.relapseLater()),
                        letter(journey.returnLater()))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }

    private static String letter(boolean yes) {
        return yes ? "t" : "f";
    }

    @Test
    void identity_knows_everybody_but_the_erased() {
        var erased = told.stream()
                .filter(PersonalDataErased.class::isInstance)
                .map(e -> ((PersonalDataErased) e).patientId())
                .collect(Collectors.toSet());
        assertThat(erased).isNotEmpty();
        var known = told.stream()
                .filter(PatientRegistered.class::isInstance)
                .map(PatientRegistered.class::cast)
                .filter(e -> !erased.contains(e.patientId()))
                .collect(Collectors.toMap(PatientRegistered::patientId, e -> name(e)));
        var everybody = expected.journeys().stream()
                .map(journey -> node.part(Timelines.class)
                        .summary(journey)
                        .orElseThrow()
                        .patient())
                .toList();
        assertThat(node.part(Patients.class).names(everybody)).isEqualTo(known);
    }

    private static PersonName name(PatientRegistered event) {
        return ((Personal.Known<PersonName>) event.name()).value();
    }

    @Test
    void erased_notes_are_shown_as_erased_while_the_journey_still_replays() {
        var erased = told.stream()
                .filter(PersonalDataErased.class::isInstance)
                .map(e -> ((PersonalDataErased) e).patientId())
                .toList();
        var journey =
                node.part(Timelines.class).of(erased.getFirst()).getFirst().journey();
        var timeline = node.part(Timelines.class).of(journey).orElseThrow();
        var admission = timeline.entries().stream()
                .filter(e -> e.event() instanceof Enrolled)
                .map(e -> (Enrolled) e.event())
                .findFirst()
                .orElseThrow();
        assertThat(admission.note()).isInstanceOf(Personal.Erased.class);
        assertThat(node.part(Replays.class).now(journey).orElseThrow().state()).isEqualTo(expected.folded(journey));
    }

    @Test
    void replays_know_at_every_position_what_was_known_then() {
        for (var journey : expected.journeys().subList(5, 10)) {
            for (var position : node.part(Replays.class).positions(journey)) {
                var then = known(journey, stored -> stored.position() <= position);
                equal(node.part(Replays.class).at(journey, position), journey, then);
            }
        }
    }

    @Test
    void replays_know_at_every_moment_what_was_recorded_by_then() {
        for (var journey : expected.journeys().subList(5, 10)) {
            for (var entry : expected.stored(journey)) {
                var at = entry.recorded();
                var justBefore = at.minusNanos(1_000);
                // several entries may have been recorded at once
                equal(
                        node.part(Replays.class).asOf(journey, at),
                        journey,
                        known(journey, stored -> !stored.recorded().isAfter(at)));
                equal(
                        node.part(Replays.class).asOf(journey, justBefore),
                        journey,
                        known(journey, stored -> stored.recorded().isBefore(at)));
            }
        }
    }

    private List<StoredEvent> known(JourneyId journey, Predicate<StoredEvent> then) {
        return expected.stored(journey).stream().filter(then).toList();
    }

    private static void equal(Optional<Replay> replay, JourneyId journey, List<StoredEvent> then) {
        assertThat(replay.orElseThrow().steps().stream().map(Replay.Step::position))
                .containsExactlyElementsOf(
                        then.stream().map(StoredEvent::position).toList());
        assertThat(replay.orElseThrow().state()).isEqualTo(new Expected(then).folded(journey));
    }

    @Test
    void a_rebuilt_read_model_equals_the_live_one() throws Exception {
        for (var name : node.part(Feed.class).projections()) {
            var before = Checksum.of(house.views(), name);
            assertThat(node.part(Feed.class).rebuild(name).get()).isTrue();
            assertThat(Checksum.of(house.views(), name)).as(name).isEqualTo(before);
        }
    }

    /** Wherever rows are stored already, only another version has them made again. */
    @Test
    void other_rows_have_another_version() throws Exception {
        var now = new ArrayList<String>();
        for (var projection : node.parts(Projection.class)) {
            now.add(projection.name() + " " + projection.version() + " " + Checksum.ofRows(house, projection.name()));
        }
        Collections.sort(now);
        try (var known = getClass().getResourceAsStream("rows-of-versions.txt")) {
            assertThat(String.join("\n", now) + "\n")
                    .as("the rows of the same history, by projection and version; where other rows are meant, raise the"
                            + " projection's version() and keep this in rows-of-versions.txt; where only the history of"
                            + " this test was changed, keep it with the same version")
                    .isEqualTo(new String(known.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_order_of_streams_does_not_matter() throws SQLException {
        var random = new Random(SEED + 1);
        var codec = EventCodec.ofHistory();
        for (var projection : node.parts(Projection.class)) {
            var streams = new ArrayList<>(house.all().stream()
                    .filter(stored -> projection.handles(stored.name()))
                    .collect(Collectors.groupingBy(stored -> stored.stream()))
                    .values());
            Collections.shuffle(streams, random);
            try (var connection = house.views(Role.QUERY).getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("select feed.make_next_schema('" + projection.name() + "')");
                statement.execute("set search_path to " + projection.name() + "_next");
                statement.execute(projection.definition());
                var tables = new Tables(connection, projection.name() + "_next");
                for (var stream : streams) {
                    projection.apply(
                            stream.stream()
                                    .map(stored -> new RecordedEvent(stored, codec))
                                    .toList(),
                            tables);
                    tables.flush();
                }
                assertThat(Checksum.of(house.views(), projection.name() + "_next"))
                        .as(projection.name())
                        .isEqualTo(Checksum.of(house.views(), projection.name()));
                statement.execute("select feed.drop_schema('" + projection.name() + "_next')");
            }
        }
    }
}
