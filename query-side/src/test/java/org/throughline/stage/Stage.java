package org.throughline.stage;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.PropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.events.PersonName;
import org.throughline.query.access.AccessLog;
import org.throughline.query.attendance.Attendance;
import org.throughline.query.feed.Comparison;
import org.throughline.query.feed.DeadLetters;
import org.throughline.query.feed.Feed;
import org.throughline.query.feed.LiveUpdates;
import org.throughline.query.feed.NodeClock;
import org.throughline.query.feed.Positions;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.Rebuilds;
import org.throughline.query.feed.RecordLog;
import org.throughline.query.feed.Segments;
import org.throughline.query.feed.Skips;
import org.throughline.query.identity.Patients;
import org.throughline.query.program.Programs;
import org.throughline.query.replay.Replays;
import org.throughline.query.session.Sessions;
import org.throughline.query.signin.Demonstration;
import org.throughline.query.timeline.Timelines;
import org.throughline.query.worklist.Worklist;

/** All pages over {@link InventedJourney}, with every reader played and no database behind them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            SessionAutoConfiguration.class,
            JdbcSessionAutoConfiguration.class
        })
@EnableConfigurationProperties(Demonstration.class)
@ComponentScan(
        basePackages = {
            "org.throughline.query.correlation",
            "org.throughline.query.signin",
            "org.throughline.query.problems",
            "org.throughline.query.page",
            "org.throughline.query.timeline",
            "org.throughline.query.attendance",
            "org.throughline.query.access",
            "org.throughline.query.replay",
            "org.throughline.query.worklist",
            "org.throughline.query.program",
            "org.throughline.query.session",
            "org.throughline.query.identity",
            "org.throughline.query.erasure",
            "org.throughline.query.operations"
        },
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters = {
            @ComponentScan.Filter(
                    type = FilterType.ASSIGNABLE_TYPE,
                    classes = {
                        Projection.class,
                        Timelines.class,
                        Attendance.class,
                        Patients.class,
                        Programs.class,
                        Sessions.class,
                        Replays.class,
                        AccessLog.class,
                        Worklist.class
                    })
        })
@PropertySource("classpath:org/throughline/query/query-side.properties")
public class Stage {
    @Bean
    InstantSource queryClock() {
        return InstantSource.fixed(InventedJourney.NOW);
    }

    @Bean
    NodeClock nodeClock() {
        return mock(NodeClock.class);
    }

    @Bean
    JdbcClient views() {
        return mock(JdbcClient.class, RETURNS_DEEP_STUBS);
    }

    @Bean
    Timelines timelines() {
        var timelines = mock(Timelines.class);
        var timeline = InventedJourney.timeline();
        when(timelines.summary(InventedJourney.JOURNEY)).thenReturn(Optional.of(timeline.journey()));
        when(timelines.of(InventedJourney.JOURNEY)).thenReturn(Optional.of(timeline));
        when(timelines.latest(eq(InventedJourney.JOURNEY), anyInt()))
                .thenReturn(Optional.of(new Timelines.Latest(timeline.journey(), timeline.entries(), List.of(), 0)));
        return timelines;
    }

    @Bean
    Attendance attendance() {
        var attendance = mock(Attendance.class);
        when(attendance.of(any(), any())).thenReturn(InventedJourney.weeks());
        return attendance;
    }

    @Bean
    Patients patients() {
        var patients = mock(Patients.class);
        var maya = new PersonName("Maya", "Lindqvist-O’Brien");
        when(patients.of(InventedJourney.PATIENT))
                .thenReturn(Optional.of(new Patients.Identity(
                        InventedJourney.PATIENT,
                        InventedJourney.PROGRAM,
                        maya,
                        LocalDate.of(1989, 5, 17),
                        List.of(),
                        null)));
        when(patients.names(any())).thenReturn(Map.of(InventedJourney.PATIENT, maya));
        return patients;
    }

    @Bean
    Programs programs() {
        var programs = mock(Programs.class);
        when(programs.all()).thenReturn(List.of(InventedJourney.published()));
        when(programs.of(InventedJourney.PROGRAM)).thenReturn(Optional.of(InventedJourney.published()));
        when(programs.withPolicies(InventedJourney.PROGRAM)).thenReturn(InventedJourney.program());
        return programs;
    }

    @Bean
    Sessions sessions() {
        var sessions = mock(Sessions.class);
        when(sessions.between(any(), any(), any())).thenReturn(InventedJourney.sessions());
        return sessions;
    }

    @Bean
    Worklist worklist() {
        var worklist = mock(Worklist.class);
        when(worklist.of(any(), any(), anyInt(), anyInt())).thenReturn(InventedList.page());
        return worklist;
    }

    @Bean
    Replays replays() {
        var replays = mock(Replays.class);
        when(replays.now(InventedJourney.JOURNEY)).thenReturn(Optional.of(InventedJourney.replay()));
        return replays;
    }

    @Bean
    AccessLog accessLog() {
        var log = mock(AccessLog.class);
        when(log.readersOf(any(), any()))
                .thenReturn(List.of(
                        new AccessLog.Reading(
                                InventedJourney.NOW, "a-ruth", "auditor", null, null, "replay", "audit", 160L),
                        new AccessLog.Reading(
                                InventedJourney.NOW.minusSeconds(86_000),
                                "s-lin",
                                "supervisor",
                                null,
                                null,
                                "timeline",
                                "medical-emergency",
                                150L)));
        return log;
    }

    @Bean
    LiveUpdates liveUpdates() {
        var updates = mock(LiveUpdates.class);
        when(updates.subscribe(any())).thenReturn(() -> {});
        when(updates.subscribe(any(), any())).thenReturn(() -> {});
        return updates;
    }

    @Bean
    Positions positions() {
        return mock(Positions.class);
    }

    @Bean
    Feed feed() {
        var feed = mock(Feed.class);
        when(feed.projections()).thenReturn(List.of("attendance", "timeline"));
        when(feed.skip(any(), anyLong(), any(), any())).thenReturn(new DeadLetters.Skipping.Skipped(2));
        when(feed.rebuild(any())).thenReturn(CompletableFuture.completedFuture(true));
        when(feed.status())
                .thenReturn(List.of(
                        new Feed.Status(
                                "attendance",
                                20_000,
                                20_000,
                                0,
                                0,
                                true,
                                2,
                                List.of(
                                        new Segments.Standing(0, 20_000, "clinic-1f2e3d4c", true),
                                        new Segments.Standing(1, 20_000, "clinic-1f2e3d4c", true)),
                                0,
                                null),
                        new Feed.Status(
                                "timeline",
                                19_988,
                                20_000,
                                12,
                                3.25,
                                true,
                                1,
                                List.of(
                                        new Segments.Standing(0, 20_000, "clinic-1f2e3d4c", true),
                                        new Segments.Standing(1, 19_988, "clinic-0a1b2c3d", false)),
                                3,
                                new Rebuilds.Progress(
                                        "timeline",
                                        8_000,
                                        20_000,
                                        40_000,
                                        Duration.ofSeconds(3),
                                        InventedJourney.NOW,
                                        null,
                                        null,
                                        null)),
                        new Feed.Status(
                                "outcome",
                                20_000,
                                20_000,
                                0,
                                0,
                                true,
                                1,
                                List.of(new Segments.Standing(0, 20_000, "clinic-1f2e3d4c", true)),
                                0,
                                new Rebuilds.Progress(
                                        "outcome",
                                        20_000,
                                        20_000,
                                        40_000,
                                        null,
                                        InventedJourney.NOW,
                                        InventedJourney.NOW.plusSeconds(1),
                                        null,
                                        new Comparison(
                                                Comparison.Outcome.DIFFERENT,
                                                null,
                                                20_000,
                                                List.of(new Comparison.Difference("journey", 1_000, 1_004)))))));
        return feed;
    }

    @Bean
    DeadLetters deadLetters() {
        var letters = mock(DeadLetters.class);
        when(letters.all()).thenReturn(InventedLetters.all());
        return letters;
    }

    @Bean
    RecordLog recordLog() {
        var log = mock(RecordLog.class);
        when(log.names(any())).thenReturn(InventedLetters.names());
        return log;
    }

    @Bean
    Skips skips() {
        var skips = mock(Skips.class);
        when(skips.all()).thenReturn(InventedLetters.skips());
        return skips;
    }
}
