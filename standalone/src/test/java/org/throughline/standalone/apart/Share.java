package org.throughline.standalone.apart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/**
 * Parts the processors between who answers and who asks: on the same ones a crowd would slow down what it measures, as no
 * crowd of people does. What is started belongs to who answers until those who ask come.
 */
final class Share implements AutoCloseable {
    private static final int ALL = Runtime.getRuntime().availableProcessors();
    private static final int HALF = ALL / 2;

    private Share() {}

    /** From now on this process, and whatever it starts, keeps to the first half. */
    static Share ofWhoAnswers() throws IOException {
        Assumptions.assumeTrue(HALF > 0, "who asks needs a processor of its own");
        keepTo(0, HALF - 1);
        return new Share();
    }

    /** From now on this process keeps to the other half. What it has started stays where it is. */
    void whoAsks() throws IOException {
        keepTo(HALF, ALL - 1);
    }

    @Override
    public void close() throws IOException {
        keepTo(0, ALL - 1);
    }

    /** https://man7.org/linux/man-pages/man1/taskset.1.html */
    private static void keepTo(int first, int last) throws IOException {
        var pid = Long.toString(ProcessHandle.current().pid());
        var told = new ProcessBuilder("taskset", "--all-tasks", "--pid", "--cpu-list", first + "-" + last, pid)
                .redirectErrorStream(true)
                .start();
        var said = new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (told.onExit().join().exitValue() != 0) {
            throw new IOException("taskset failed: " + said);
        }
    }
}
