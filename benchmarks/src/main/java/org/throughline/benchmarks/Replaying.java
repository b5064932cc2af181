package org.throughline.benchmarks;

import java.util.ArrayList;
import org.throughline.events.JourneyId;

/** A long journey rebuilt from the record, against reading its rows. */
final class Replaying {
    private static final int WARM_UP = 15;

    private final Installation installation;
    private final JourneyId journey;
    private final int rounds;

    Replaying(Installation installation, JourneyId journey, int rounds) {
        this.installation = installation;
        this.journey = journey;
        this.rounds = rounds;
    }

    /** Microseconds, within the query side that does both. */
    Ratio measure() throws Exception {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        try (var node = new QueryProcess(installation)) {
            for (int i = 0; i < WARM_UP; i++) {
                node.replay(journey);
            }
            for (int round = 1; round <= rounds; round++) {
                var both = node.replay(journey);
                ours.add(both[0]);
                theirs.add(both[1]);
                Progress.say("A journey of 500 events, round %d of %d: replayed in %.0f µs, its rows read in %.0f µs"
                        .formatted(round, rounds, both[0], both[1]));
            }
        }
        return new Ratio(
                "one journey of 500 events rebuilt for replay",
                "one indexed read of its rows with Jackson",
                "µs",
                ours,
                theirs,
                2,
                1.3,
                true);
    }
}
