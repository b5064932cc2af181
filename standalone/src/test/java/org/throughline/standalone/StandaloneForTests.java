package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.context.ApplicationContext;
import org.throughline.standalone.postgres.EmbeddedServer;
import org.throughline.standalone.postgres.Unpacked;

/** The one-command start, as tests use it. */
public final class StandaloneForTests implements AutoCloseable {
    private final Standalone standalone;

    private StandaloneForTests(Standalone standalone) {
        this.standalone = standalone;
    }

    /** Starts it on a data folder; it stops with the JVM, if it is not closed before. */
    public static StandaloneForTests start(Path data, int port, int journeys) {
        System.setProperty("axoniq.update-checker.disabled", "true");
        try {
            Unpacked.into(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var options = new Options(port, "127.0.0.1", data, EmbeddedServer.ANY_PORT, journeys, true, null, false);
        return new StandaloneForTests(Standalone.start(options, System.out));
    }

    /** Starts it with the demonstration's accounts, and without anything that they would have recorded. */
    public static StandaloneForTests startWithoutJourneys(Path data, int port) throws IOException {
        // as an earlier start would leave it that has recorded its demonstration
        var plan = DemonstrationPlan.of(Unpacked.into(data), 0);
        if (!plan.done()) {
            plan.finish();
        }
        return start(data, port, 0);
    }

    /** Where it answers. */
    public String address() {
        return standalone.address();
    }

    /** The password of every demonstration account. */
    public String password() {
        return standalone.password();
    }

    /** Stops it as Ctrl-C would; it can be started again on its data folder. */
    @Override
    public void close() {
        standalone.close();
    }

    /** What runs inside. */
    public ApplicationContext application() {
        return standalone.application();
    }
}
