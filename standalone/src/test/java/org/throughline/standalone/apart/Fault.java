package org.throughline.standalone.apart;

import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong for a while.
 *
 * @param kind what it is, in a few words
 * @param target what it happens to
 * @param lasts how long it goes on, once it has begun
 * @param restarted machines whose process is another one afterwards
 */
record Fault(String kind, String target, Duration lasts, Set<Machine> restarted, Step begin, Step end) {

    /** How it begins, or how it ends. */
    interface Step {
        void take() throws Exception;
    }

    @Override
    public String toString() {
        return kind + ": " + target;
    }
}
