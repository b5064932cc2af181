package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two nodes that record, one that shows, and the database: each is killed while others record and read. */
@Execution(ExecutionMode.CONCURRENT)
class WhateverEndsTest {
    private static final int CLIENTS = 4;
    private static final Duration SOON = Duration.ofSeconds(30);

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
            try (var opened = new Load(() -> recording, () -> Clinic.administrator(network))) {
                program = Clinic.program(opened);
            }
            var clinician = Clinic.clinician(program);
            try (var running =
                    new Load(() -> recording, () -> network.provider().accessToken(clinician))) {
                load = running;
                for (int i = 0; i < CLIENTS; i++) {
                    running.on(Clinic.journey(running, program, i));
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
            var record = network.asQuerySide("record");
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
            ReadModels.equalAReplay(network, showing.getFirst());
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
            var head = network.asQuerySide("record")
                    .sql("select position from log_head")
                    .query(Long.class)
                    .single();
            assertThat(Clinic.asAdministrator(network, showing.getFirst(), "GET", "/api/programs?at-least=" + head))
                    .isEqualTo(200);
        });
    }
}
