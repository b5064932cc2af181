package org.throughline.command.submission;

import java.time.Instant;
import java.util.List;
import org.throughline.events.Role;

/** Nothing was recorded: something happened in the stream since the version that the client has seen. */
public final class StaleVersion extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long expected;
    private final long version;
    private final transient List<Meanwhile> meanwhile;

    public StaleVersion(long expected, long version, List<Meanwhile> meanwhile) {
        super("Version " + expected + " was expected, the stream is at " + version);
        this.expected = expected;
        this.version = version;
        this.meanwhile = List.copyOf(meanwhile);
    }

    /** The version that the client has seen. */
    public long expected() {
        return expected;
    }

    /** The version now. */
    public long version() {
        return version;
    }

    /** What happened since. */
    public List<Meanwhile> meanwhile() {
        return meanwhile;
    }

    /**
     * An event that the client has not seen.
     *
     * @param name its stored name
     */
    public record Meanwhile(long position, String name, Instant recordedAt, String actor, Role role) {}
}
