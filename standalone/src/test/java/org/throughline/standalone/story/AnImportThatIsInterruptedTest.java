package org.throughline.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AnImportThatIsInterruptedTest {
    private static final String FIGURES = "?data=imported&group=attribute:treat&program=" + UisImport.SITE_A;

    @Test
    void by_somebody_and_then_by_kill_9_ends_as_if_it_had_not_been_and_changes_nothing_when_it_comes_again(
            @TempDir Path data) throws Exception {
        var id = cancelledThenKilled(data);

        try (var throughline = UisThroughline.start(data);
                var administrator = Api.as("administrator", throughline.address(), throughline.password())) {
            var found = UisImport.of(administrator, id);
            assertThat(found.status().path("state").asString()).isEqualTo("INTERRUPTED");
            found.run();
            var done = found.ended("DONE");
            assertThat(done.path("done").asInt()).isEqualTo(UisImport.PATIENTS);
            assertThat(done.path("unchanged").asInt()).isPositive();
            var straight = UisThroughline.imported();
            assertThat(UisThroughline.entries(throughline)).isEqualTo(UisThroughline.entries(straight));
            var ours = UisThroughline.outcomes(throughline, "auditor", FIGURES);
            var theirs = UisThroughline.outcomes(straight, "auditor", FIGURES);
            for (var what : new String[] {"all", "groups", "comparisons"}) {
                assertThat(ours.path(what)).as(what).isEqualTo(theirs.path(what));
            }

            var head = UisThroughline.head(throughline);
            assertThat(UisImport.whole(throughline).path("recorded").asInt()).isZero();
            assertThat(UisThroughline.head(throughline)).isEqualTo(head);
        }
    }

    private static String cancelledThenKilled(Path data) throws IOException, InterruptedException {
        var jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ThroughlineInAJvm.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        try {
            var ready = onceReady(jvm.inputReader()).split(" ", 3);
            try (var administrator = Api.as("administrator", ready[1], ready[2])) {
                var found = UisImport.ready(administrator);
                found.run();
                var before = found.underway(20);
                assertThat(found.cancel().path("state").asString()).isEqualTo("CANCELLED");
                var stopped = found.status();
                assertThat(stopped.path("done").asInt()).isBetween(before, UisImport.PATIENTS - 1);
                found.run();
                found.underway(stopped.path("done").asInt() + 20);
                jvm.destroyForcibly().waitFor();
                return found.id();
            }
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static String onceReady(BufferedReader output) throws IOException {
        var seen = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("The other JVM did not start:\n" + seen);
    }
}
