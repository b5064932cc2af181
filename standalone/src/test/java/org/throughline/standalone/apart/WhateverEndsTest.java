package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.throughline.standalone.apart.Installation.Size;

/**
 * Two nodes that record, one that shows, and the database: some of what {@link ManyFaultsTest} does to them, while others
 * record and read.
 */
@Execution(ExecutionMode.CONCURRENT)
class WhateverEndsTest {
    @TempDir
    private Path data;

    @Test
    void nothing_acknowledged_is_lost_nothing_is_recorded_twice_and_read_models_equal_a_replay() throws Exception {
        try (var installation = Installation.start(data, new Size(2, 1, 4, Duration.ofMillis(200)), null)) {
            var faults = new Faults(installation, null, new Random(1));
            var recording = installation.machines().getFirst();
            var showing = installation.machines().getLast();

            var outcomes = new FaultRun(
                            installation, (number, of, outcome) -> System.out.println(outcome.line(number, of)))
                    .run(List.of(
                            faults.loseAnswers(recording),
                            faults.kill(recording),
                            faults.killPostgres(),
                            faults.cut(showing, "views"),
                            faults.kill(showing)));

            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.wrong())
                            .as(outcome.fault().toString())
                            .isEmpty())
                    .allSatisfy(outcome -> assertThat(outcome.acknowledged()).isPositive());
        }
    }
}
