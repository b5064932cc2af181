package org.throughline.standalone.demonstration;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.events.DischargeReason;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEvent.DischargeRescinded;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyEvent.RelapseRetracted;
import org.throughline.events.folds.Journey;

@Execution(ExecutionMode.CONCURRENT)
class DemonstrationTest {
    private static final Instant NOW = Instant.parse("2026-03-04T19:20:00Z");

    @Test
    void tells_the_same_each_time() {
        assertThat(list(new Demonstration(7, 60, NOW))).isEqualTo(list(new Demonstration(7, 60, NOW)));
    }

    @Test
    void tells_another_story_for_another_seed() {
        assertThat(list(new Demonstration(7, 20, NOW))).isNotEqualTo(list(new Demonstration(8, 20, NOW)));
    }

    @Test
    void has_as_many_journeys_as_asked_for() {
        for (var journeys : new int[] {1, 2, 3, 9, 150}) {
            assertThat(new RulesInMemory().after(new Demonstration(3, journeys, NOW)).journeys)
                    .as("%s journeys", journeys)
                    .hasSize(journeys);
        }
    }

    @Test
    void is_accepted_by_the_rules_whatever_the_seed() {
        for (var seed = 1; seed <= 3; seed++) {
            var record =
                    new RulesInMemory().after(new Demonstration(seed, 300, NOW.plus(Duration.ofHours(31L * seed))));
            assertThat(record.history).hasSizeGreaterThan(300 * 15);
        }
    }

    @Test
    void runs_forward_in_time_and_never_ahead_of_now() {
        var steps = list(new Demonstration(5, 200, NOW));
        assertThat(steps).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(steps).allSatisfy(step -> assertThat(step.at()).isBeforeOrEqualTo(NOW));
        assertThat(new HashSet<>(steps.stream().map(Step::key).toList())).hasSameSizeAs(steps);
        assertThat(steps).allSatisfy(step -> assertThat(step.key()).matches("[A-Za-z0-9_-]{8,128}"));
        assertThat(steps.getLast().at()).isAfter(NOW.minus(Duration.ofDays(2)));
    }

    @Test
    void ends_journeys_as_programs_of_this_kind_do() {
        var record = new RulesInMemory().after(new Demonstration(11, 1_600, NOW));
        var ended = record.journeys.values().stream()
                .flatMap(journey -> journey.discharge().stream())
                .collect(groupingBy(JourneyEntry.Discharged::reason, counting()));
        var all = ended.values().stream().mapToLong(Long::longValue).sum();
        assertThat(share(ended, DischargeReason.COMPLETED, all)).isCloseTo(0.377, within(0.04));
        assertThat(share(ended, DischargeReason.TRANSFERRED, all)).isCloseTo(0.179, within(0.03));
        assertThat(share(ended, DischargeReason.DROPPED_OUT, all)).isCloseTo(0.232, within(0.04));
        assertThat(share(ended, DischargeReason.TERMINATED, all)).isCloseTo(0.140, within(0.03));
        assertThat(median(record, DischargeReason.COMPLETED)).isBetween(45L, 55L);
        assertThat(median(record, DischargeReason.values())).isBetween(36L, 50L);
    }

    @Test
    void shows_everything_that_pages_can_show() {
        var record = new RulesInMemory().after(new Demonstration(Demonstrations.SEED, Demonstrations.JOURNEYS, NOW));
        var open = record.journeys.values().stream().filter(Journey::open).toList();
        assertThat(open.size()).isBetween(15, 60);
        assertThat(open.stream().filter(DemonstrationTest::missedTheLastTwo).count())
                .isGreaterThan(2);
        assertThat(record.history).hasAtLeastOneElementOfType(EntryVoided.class);
        assertThat(record.history).hasAtLeastOneElementOfType(RelapseRetracted.class);
        assertThat(record.history).hasAtLeastOneElementOfType(DischargeRescinded.class);
        assertThat(record.journeys.values().stream().flatMap(Journey::attendances))
                .anyMatch(attended -> attended.makeUpFor() != null)
                .anyMatch(attended -> attended.late() != null)
                .anyMatch(attended -> attended.corrects() != null);
        assertThat(record.journeys.values().stream().flatMap(Journey::followUps))
                .isNotEmpty();
        assertThat(record.journeys.values().stream()
                        .filter(journey -> journey.enrolment()
                                .orElseThrow()
                                .teds()
                                .getOrDefault("PSOURCE", 0)
                                .equals(7)))
                .hasSizeGreaterThan(30);
        assertThat(record.journeys.values())
                .anyMatch(journey -> journey.enrolment().orElseThrow().previous() != null);
        assertThat(record.programs).hasSize(4);
    }

    @Test
    void marks_every_patient_as_not_real() {
        var registrations = list(new Demonstration(5, 80, NOW)).stream()
                .map(Step::command)
                .filter(RegisterPatient.class::isInstance)
                .map(RegisterPatient.class::cast)
                .toList();
        assertThat(registrations)
                .allSatisfy(registration -> assertThat(registration.identifiers())
                        .allMatch(identifier -> identifier.value().startsWith("DEMO-")));
        assertThat(registrations)
                .extracting(registration -> registration.name().given())
                .contains("Sunny 🌻", "ليلى");
    }

    @Test
    void makes_relapse_more_likely_after_missed_sessions() {
        var record = new RulesInMemory().after(new Demonstration(13, 700, NOW));
        var byMissing = record.journeys.values().stream()
                .filter(journey -> journey.attendances().count() > 3)
                .collect(Collectors.partitioningBy(
                        journey -> journey.absences().count()
                                > journey.attendances().count() / 4.0,
                        Collectors.averagingInt(
                                journey -> journey.relapses().findAny().isPresent() ? 1 : 0)));
        assertThat(byMissing.getOrDefault(true, 0.0)).isGreaterThan(1.5 * byMissing.getOrDefault(false, 1.0));
    }

    private static boolean missedTheLastTwo(Journey journey) {
        var lastAttended = journey.attendances()
                .map(attended -> attended.occurred().at())
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        return journey.absences()
                        .filter(missed -> missed.occurred().at().isAfter(lastAttended))
                        .count()
                >= 2;
    }

    private static double share(Map<DischargeReason, Long> ended, DischargeReason reason, long all) {
        return ended.getOrDefault(reason, 0L) / (double) all;
    }

    private static long median(RulesInMemory record, DischargeReason... reasons) {
        var stays = record.journeys.values().stream()
                .flatMap(journey -> journey.discharge().stream()
                        .filter(discharge -> List.of(reasons).contains(discharge.reason()))
                        .map(discharge -> ChronoUnit.DAYS.between(
                                journey.enrolment().orElseThrow().occurred().day(), discharge.lastContact())))
                .sorted()
                .toList();
        return stays.get(stays.size() / 2);
    }

    private static List<Step> list(Iterable<Step> steps) {
        return StreamSupport.stream(steps.spliterator(), false).collect(Collectors.toCollection(ArrayList::new));
    }
}
