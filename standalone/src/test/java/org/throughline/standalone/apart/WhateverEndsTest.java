package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.standalone.apart.StubProvider.Person;

/** Two nodes that record, one that shows, and the database: each is killed while others record and read. */
@Execution(ExecutionMode.CONCURRENT)
class WhateverEndsTest {
    private static final int CLIENTS = 4;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> READ_MODELS =
            List.of("attendance", "identity", "outcome", "program", "session", "timeline");

    @TempDir
    private Path data;

    private final List<Side> recording = new CopyOnWriteArrayList<>();
    private final List<Side> showing = new CopyOnWriteArrayList<>();

    @Test
    void nothing_acknowledged_is_lost_nothing_is_recorded_twice_and_read_models_equal_a_replay() throws Exception {
        try (var network = Network.start(data);
                var nodes = new Nodes()) {
            recording.add(network.command());
            recording.add(network.command());
            showing.add(network.query());
            recording.forEach(Side::ready);
            showing.forEach(Side::ready);
            Load load;
            String program;
            try (var opened = new Load(() -> recording, () -> administrator(network))) {
                program = program(opened);
            }
            var clinician = new Person("4c1e-clinician", "Kim Lee", List.of("clinician"), List.of(program));
            try (var running =
                    new Load(() -> recording, () -> network.provider().accessToken(clinician))) {
                load = running;
                for (int i = 0; i < CLIENTS; i++) {
                    running.on(journey(running, program, i));
                }
                answersAgain(network, running);
                for (var end : List.<End>of(
                        () -> killAndReplace(recording, network.command()),
                        () -> killAndReplace(showing, network.query()),
                        () -> {
                            network.killPostgres();
                            network.startPostgres();
                        },
                        () -> killAndReplace(recording, network.command()))) {
                    end.happen();
                    answersAgain(network, running);
                }
            }

            assertThat(load.refusals()).isEmpty();
            assertThat(load.acknowledged()).hasSizeGreaterThan(10 * CLIENTS);
            var record = asQuerySide(network, network.postgres().recordUrl());
            var entries = record.sql("select payload::jsonb ->> 'entryId' from event"
                            + " where name = 'journey.follow-up-recorded'")
                    .query(String.class)
                    .list();
            assertThat(entries).doesNotHaveDuplicates();
            assertThat(new HashSet<>(entries)).isEqualTo(load.acknowledged());
            assertThat(record.sql("select max(position) - count(*) from event")
                            .query(Long.class)
                            .single())
                    .isZero();
            equalAReplay(network);
            assertThat(nodes).isNotNull();
        }
    }

    private interface End {
        void happen() throws IOException, InterruptedException;
    }

    /** All nodes end with the test. */
    private final class Nodes implements AutoCloseable {
        @Override
        public void close() {
            recording.forEach(Side::close);
            showing.forEach(Side::close);
        }
    }

    private static void killAndReplace(List<Side> nodes, Side other) throws InterruptedException {
        nodes.getFirst().kill();
        nodes.add(other.ready());
        nodes.removeFirst();
    }

    /** A command that was given after the fault is acknowledged, and a page that asks for it is answered. */
    private void answersAgain(Network network, Load load) {
        var ended = Instant.now();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(load.lastAcknowledged()).isAfter(ended));
        await().atMost(SOON).untilAsserted(() -> {
            var head = asQuerySide(network, network.postgres().recordUrl())
                    .sql("select position from log_head")
                    .query(Long.class)
                    .single();
            assertThat(asAdministrator(network, "GET", "/api/programs?at-least=" + head))
                    .isEqualTo(200);
        });
    }

    private void equalAReplay(Network network) {
        var views = asQuerySide(network, network.postgres().viewsUrl());
        var head = asQuerySide(network, network.postgres().recordUrl())
                .sql("select position from log_head")
                .query(Long.class)
                .single();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(views.sql("select min(position) from feed.position")
                                .query(Long.class)
                                .single())
                        .isEqualTo(head));
        var live = sums(views);
        var before = rebuilt(views);
        for (var model : READ_MODELS) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(asAdministrator(
                                    network, "POST", "/api/operations/projections/" + model + "/rebuild"))
                            .isBetween(200, 299));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rebuilt(views))
                        .allSatisfy((model, ended) -> assertThat(ended)
                                .isNotEqualTo(before.get(model))
                                .isNotEqualTo("running")));
        assertThat(sums(views)).isEqualTo(live);
        assertThat(live).containsKey("timeline.entry").doesNotContainValue("entry 0 0");
    }

    private static JdbcClient asQuerySide(Network network, String database) {
        var login = network.postgres().query();
        return JdbcClient.create(new DriverManagerDataSource(database, login.user(), login.password()));
    }

    private static Map<String, String> rebuilt(JdbcClient views) {
        var ended = new TreeMap<String, String>();
        views.sql("select projection, coalesce(ended_at::text, 'running') as ended from feed.rebuild")
                .query((row, _) -> ended.put(row.getString("projection"), row.getString("ended")))
                .list();
        return ended;
    }

    private static Map<String, String> sums(JdbcClient views) {
        var sums = new TreeMap<String, String>();
        for (var schema : READ_MODELS) {
            for (var table : views.sql("select tablename from pg_tables where schemaname = ? order by tablename")
                    .param(schema)
                    .query(String.class)
                    .list()) {
                sums.put(
                        schema + "." + table,
                        table + " "
                                + views.sql("select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0)"
                                                + " from \"" + schema + "\".\"" + table + "\" t")
                                        .query(String.class)
                                        .single());
            }
        }
        return sums;
    }

    private static String administrator(Network network) {
        return network.provider()
                .accessToken(new Person("9d0a-administrator", "Ada", List.of("administrator"), List.of()));
    }

    private int asAdministrator(Network network, String method, String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(showing.getFirst().address(path))
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Authorization", "Bearer " + administrator(network))
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String program(Load administrator) {
        var program = administrator.recorded("/programs", """
                        {"name": "Apart", "levelOfCare": "2.1", "population": "adult", "timeZone": "America/New_York"}""").path("id").asString();
        administrator.recorded("/programs/" + program + "/policies", """
                {"effectiveFrom": "2020-01-01", "policy": {"weekStart": "MONDAY", "weeklyMinutes": 540,
                 "usualShortestMinutes": 60, "usualLongestMinutes": 180, "longestMinutes": 360, "lateAfterHours": 24,
                 "makeUpWithinDays": 14, "absencesInARow": 3, "silenceDays": 30, "retentionYears": 6}}""");
        return program;
    }

    private static String journey(Load clinician, String program, int number) {
        var patient = clinician
                .recorded("/patients", """
                        {"programId": "%s", "name": {"given": "Patient", "family": "Number %d"},
                         "birthDate": "1990-05-17"}""".formatted(program, number))
                .path("id")
                .asString();
        return clinician
                .recorded("/journeys", """
                        {"patientId": "%s", "programId": "%s", "admittedAt": "%s", "weeklyMinutes": 540,
                         "clinician": "4c1e-clinician"}""".formatted(
                                patient,
                                program,
                                Instant.now().minus(5, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS)))
                .path("id")
                .asString();
    }
}
