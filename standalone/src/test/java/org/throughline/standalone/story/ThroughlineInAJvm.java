package org.throughline.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A JVM of its own with a Throughline in it, which is killed in the middle of an import. */
final class ThroughlineInAJvm {
    private static final int SOME = 20;

    private ThroughlineInAJvm() {}

    // never closed: this JVM is there to be killed
    @SuppressWarnings("resource")
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var throughline = UisThroughline.start(Path.of(arguments[0]));
        System.out.println("ready " + throughline.address() + " " + throughline.password());
        Thread.currentThread().join();
    }

    /** Begins to import the UIS, has somebody stop it, goes on with it, and kills it. Returns the import's id. */
    static String cancelledAndThenKilled(Path data) throws IOException, InterruptedException {
        var jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
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
                var before = found.underway(SOME);
                assertThat(found.cancel().path("state").asString()).isEqualTo("CANCELLED");
                var stopped = found.status();
                assertThat(stopped.path("done").asInt()).isBetween(before, UisImport.PATIENTS - 1);
                found.run();
                found.underway(stopped.path("done").asInt() + SOME);
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
