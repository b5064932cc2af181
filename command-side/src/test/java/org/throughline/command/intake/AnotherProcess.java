package org.throughline.command.intake;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A process of its own that takes, looks at and lets go of a lock file when it is told to, and can be killed. */
final class AnotherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private AnotherProcess(Process process) {
        this.process = process;
        this.to = process.outputWriter(StandardCharsets.US_ASCII);
        this.from = process.inputReader(StandardCharsets.US_ASCII);
    }

    static AnotherProcess at(Path lock) throws IOException {
        return new AnotherProcess(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherProcess.class.getName(),
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Whether it has it now. */
    boolean takes() throws IOException {
        return asked("take");
    }

    /** Whether it sees that somebody has it. */
    boolean seesItTaken() throws IOException {
        return asked("look");
    }

    void letsGo() throws IOException {
        asked("let go");
    }

    private boolean asked(String what) throws IOException {
        to.write(what + "\n");
        to.flush();
        var answer = from.readLine();
        if (answer == null) {
            throw new AssertionError("The other process has ended.");
        }
        return Boolean.parseBoolean(answer);
    }

    /** Ends it as a machine that loses its power does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** What runs in the other process: answers each line, and ends with the one that asks. */
    public static void main(String[] arguments) throws IOException {
        var lock = Path.of(arguments[0]);
        @Nullable Hold hold = null;
        try (var asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (var what = asked.readLine(); what != null; what = asked.readLine()) {
                switch (what) {
                    case "take" -> {
                        hold = Hold.take(lock);
                        System.out.println(hold != null);
                    }
                    case "look" -> System.out.println(Hold.taken(lock));
                    default -> {
                        if (hold != null) {
                            hold.close();
                        }
                        System.out.println(false);
                    }
                }
            }
        }
    }
}
