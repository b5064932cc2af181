package org.throughline.standalone;

import java.nio.file.Path;
import org.springframework.context.ApplicationContext;
import org.throughline.standalone.postgres.EmbeddedServer;

/** The one-command start, as tests use it. */
public final class StandaloneForTests {
    private final Standalone standalone;

    private StandaloneForTests(Standalone standalone) {
        this.standalone = standalone;
    }

    /** Starts it on a data folder; it stops with the JVM. */
    public static StandaloneForTests start(Path data, int port, int journeys) {
        System.setProperty("axoniq.update-checker.disabled", "true");
        var options = new Options(port, "127.0.0.1", data, EmbeddedServer.ANY_PORT, journeys, true, null);
        return new StandaloneForTests(Standalone.start(options, System.out));
    }

    /** Where it answers. */
    public String address() {
        return standalone.address();
    }

    /** The password of every demonstration account. */
    public String password() {
        return standalone.password();
    }

    /** What runs inside. */
    public ApplicationContext application() {
        return standalone.application();
    }
}
