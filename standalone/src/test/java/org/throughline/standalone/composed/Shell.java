package org.throughline.standalone.composed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where an operator gives commands: a folder and an environment.
 *
 * @param cleared how the names of variables begin that are not passed on
 */
record Shell(Path folder, List<String> cleared, Map<String, String> environment) {
    Shell {
        cleared = List.copyOf(cleared);
        environment = Map.copyOf(environment);
    }

    /** Whether a command is there and succeeds. */
    static boolean answers(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The value of one of its variables. */
    String value(String name) {
        return environment.getOrDefault(name, "");
    }

    /** What a command prints; one that fails or takes too long fails the test with all that it said. */
    String run(Duration patience, String... command) {
        try {
            var said = Files.createTempFile("composed", ".out");
            var wrong = Files.createTempFile("composed", ".err");
            try {
                return run(patience, said, wrong, command);
            } finally {
                Files.delete(said);
                Files.delete(wrong);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String run(Duration patience, Path said, Path wrong, String... command)
            throws IOException, InterruptedException {
        // a script is found where the commands are given
        var script = folder.resolve(command[0]);
        var whole = new ArrayList<>(List.of(command));
        whole.set(0, Files.isExecutable(script) ? script.toString() : command[0]);
        var builder = new ProcessBuilder(whole)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(said.toFile())
                .redirectError(wrong.toFile());
        builder.environment().keySet().removeIf(name -> cleared.stream().anyMatch(name::startsWith));
        builder.environment().putAll(environment);
        var process = builder.start();
        var ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command)
                    + (ended ? " failed:\n" : " takes too long:\n")
                    + Files.readString(said)
                    + Files.readString(wrong));
        }
        return Files.readString(said);
    }
}
