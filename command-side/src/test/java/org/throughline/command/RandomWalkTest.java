package org.throughline.command;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.throughline.command.journey.JourneyCommand;
import org.throughline.command.journey.OpenJourneyClaims;
import org.throughline.command.journey.OpenJourneyClaims.Claimed;
import org.throughline.command.patient.PatientCommand;
import org.throughline.command.program.ProgramCommand;
import org.throughline.command.session.SessionCommand;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyId;
import org.throughline.events.Occurred;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Session;

/** Thousands of commands drawn by chance: only rules refuse, and whatever they let through is sound. */
class RandomWalkTest {
    private static final int STEPS = 6_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_260_304, 987_654_321})
    void meets_only_refusals_and_leaves_every_journey_sound(long seed) {
        var walk = new Walk(seed);
        for (var step = 0; step < STEPS; step++) {
            walk.step();
            walk.touched().ifPresent(journey -> assertSound(walk, journey));
            assertThat(walk.claims).isEqualTo(openJourneys(walk));
        }
        assertThat(walk.journeys.values()).allSatisfy(journey -> assertSound(walk, journey));
        assertStaysApart(walk);
        assertSessionsHeld(walk);
        assertThat(walk.history.keySet()).allMatch(walk::replaysTo);
    }

    @Test
    void is_never_the_same_on_two_ways_and_always_on_one() {
        assertThat(after(7).history).isEqualTo(after(7).history).isNotEqualTo(after(8).history);
    }

    @Test
    void reaches_every_command_and_most_rules() {
        var accepted = new HashSet<Class<?>>();
        var refusals = new HashSet<Rule>();
        for (var seed = 10; seed < 16; seed++) {
            var walk = after(seed);
            accepted.addAll(walk.accepted);
            refusals.addAll(walk.refusals);
        }
        assertThat(accepted)
                .containsAll(Stream.of(
                                PatientCommand.class, ProgramCommand.class, SessionCommand.class, JourneyCommand.class)
                        .flatMap(RandomWalkTest::commands)
                        .toList());
        assertThat(refusals).hasSizeGreaterThan(Rule.values().length * 3 / 4);
    }

    private static Walk after(long seed) {
        var walk = new Walk(seed);
        for (var step = 0; step < STEPS; step++) {
            walk.step();
        }
        return walk;
    }

    private static Stream<Class<?>> commands(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RandomWalkTest::commands)
                : Stream.of(type);
    }

    /** Which journeys are open, counted afresh: the claims must say the same, so no two are for one patient and program. */
    private static Map<Claimed, JourneyId> openJourneys(Walk walk) {
        var open = new HashMap<Claimed, JourneyId>();
        walk.journeys.forEach((id, journey) -> OpenJourneyClaims.between(Journey.UNENROLLED, journey)
                .taken()
                .ifPresent(claim -> assertThat(open.put(claim, id)).isNull()));
        return open;
    }

    /** Of two journeys of a patient in a program that have both ended, one ended before the other began. */
    private static void assertStaysApart(Walk walk) {
        var ended = walk.journeys.values().stream()
                .filter(journey -> journey.discharge().isPresent())
                .toList();
        for (var one : ended) {
            for (var other : ended) {
                var first = one.enrolment().orElseThrow();
                var second = other.enrolment().orElseThrow();
                if (!first.journeyId().equals(second.journeyId())
                        && first.patientId().equals(second.patientId())
                        && first.programId().equals(second.programId())
                        && !first.occurred().at().isAfter(second.occurred().at())) {
                    assertThat(one.discharge().orElseThrow().occurred().day())
                            .isBeforeOrEqualTo(second.occurred().day());
                }
            }
        }
    }

    /** Nobody attended or missed a session that was called off. */
    private static void assertSessionsHeld(Walk walk) {
        walk.journeys.values().stream()
                .flatMap(journey -> Stream.concat(
                        journey.attendances().map(SessionAttended::sessionId),
                        journey.absences().map(JourneyEntry.SessionMissed::sessionId)))
                .forEach(session -> assertThat(walk.sessions
                                .getOrDefault(session, Session.UNPLANNED)
                                .cancelled())
                        .isFalse());
    }

    /** What must hold, said again in other words than the rules say it. */
    private static void assertSound(Walk walk, Journey journey) {
        if (journey.enrolment().isEmpty()) {
            assertThat(journey.effective()).isEmpty();
            return;
        }
        var enrolled = journey.enrolment().get();
        assertThat(journey.effective().values().stream().filter(Enrolled.class::isInstance))
                .hasSize(1);
        assertThat(journey.effective().values().stream().filter(Discharged.class::isInstance))
                .hasSizeLessThan(2);
        var sessions = new HashSet<SessionId>();
        var madeUp = new HashSet<EntryId>();
        for (var entry : journey.effective().values()) {
            assertThat(entry.patientId()).isEqualTo(enrolled.patientId());
            if (entry.occurred().dayOnly()) {
                assertThat(entry.occurred().day())
                        .isBeforeOrEqualTo(walk.now.atZone(Walk.ZONE).toLocalDate());
            } else {
                assertThat(entry.occurred().at()).isBeforeOrEqualTo(walk.now);
            }
            assertThat(entry.occurred().day())
                    .isAfterOrEqualTo(enrolled.occurred().day());
            switch (entry) {
                case SessionAttended attended -> {
                    assertBetween(journey, enrolled, attended);
                    assertThat(sessions.add(attended.sessionId())).isTrue();
                    assertThat(attended.creditedMinutes())
                            .isBetween(0, Math.min(attended.presentMinutes(), attended.scheduledMinutes()));
                    assertThat(attended.presentMinutes()).isPositive();
                    assertThat(attended.occurred()
                                    .at()
                                    .truncatedTo(MINUTES)
                                    .plusSeconds(60L * attended.presentMinutes()))
                            .isBeforeOrEqualTo(walk.now);
                    journey.discharge()
                            .ifPresent(discharge -> assertThat(discharge.lastContact())
                                    .isAfterOrEqualTo(attended.occurred().day()));
                    if (attended.makeUpFor() != null) {
                        var missed = journey.asCorrected(attended.makeUpFor()).orElseThrow();
                        assertThat(missed).isInstanceOf(JourneyEntry.SessionMissed.class);
                        assertThat(missed.occurred().at())
                                .isBefore(attended.occurred().at());
                        assertThat(madeUp.add(missed.entryId())).isTrue();
                    }
                }
                case JourneyEntry.SessionMissed missed -> {
                    assertBetween(journey, enrolled, missed);
                    assertThat(sessions.add(missed.sessionId())).isTrue();
                }
                case Discharged discharged ->
                    assertThat(discharged.lastContact())
                            .isBetween(
                                    enrolled.occurred().day(),
                                    discharged.occurred().day());
                case Enrolled ignored -> {}
                case JourneyEntry.RelapseReported ignored -> {}
                case JourneyEntry.FollowUpRecorded ignored -> {}
            }
        }
    }

    private static void assertBetween(Journey journey, Enrolled enrolled, JourneyEntry entry) {
        assertNotBefore(entry.occurred(), enrolled.occurred());
        journey.discharge().ifPresent(discharge -> assertNotBefore(discharge.occurred(), entry.occurred()));
    }

    private static void assertNotBefore(Occurred later, Occurred earlier) {
        if (later.assumed() || earlier.assumed() || later.dayOnly() || earlier.dayOnly()) {
            assertThat(later.day()).isAfterOrEqualTo(earlier.day());
        } else {
            assertThat(later.at()).isAfterOrEqualTo(earlier.at().truncatedTo(MINUTES));
        }
    }
}
