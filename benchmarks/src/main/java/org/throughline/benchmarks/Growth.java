package org.throughline.benchmarks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.throughline.command.submission.Submission;
import org.throughline.events.JourneyId;

/** What a large record costs: the same done on it and on a small one, in turns. */
final class Growth {
    private static final int CLIENTS = 8;
    private static final double WARM_UP_SECONDS = 5;
    private static final double SECONDS = 2;
    private static final int PAGES = 200;
    private static final int PAGES_FIRST = 1_500;

    /**
     * A record.
     *
     * @param journey a long one on it
     */
    record Place(Installation installation, Clinic clinic, JourneyId journey) {}

    private final Place large;
    private final Place small;
    private final int rounds;

    Growth(Place large, Place small, int rounds) {
        this.large = large;
        this.small = small;
        this.rounds = rounds;
    }

    /** How many commands a second are recorded. */
    Ratio appending() throws Exception {
        Clients.rate(CLIENTS, WARM_UP_SECONDS, () -> journeys(large));
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            theirs.add(Clients.rate(CLIENTS, SECONDS, () -> journeys(small)));
            ours.add(Clients.rate(CLIENTS, SECONDS, () -> journeys(large)));
            Progress.say("Appending, round %d of %d: %.0f a second to a large record, %.0f to a small one"
                    .formatted(round, rounds, ours.getLast(), theirs.getLast()));
        }
        return new Ratio(
                "commands of %d clients with %,d events stored"
                        .formatted(CLIENTS, large.installation.log().head()),
                "the same with %,d to begin with".formatted(Clinic.EVENTS_A_JOURNEY * Benchmarks.FEW_JOURNEYS),
                "a second",
                ours,
                theirs,
                0.85,
                0.95,
                false);
    }

    private static Clients.Client journeys(Place place) {
        var next = new ArrayDeque<Submission>();
        return () -> {
            if (next.isEmpty()) {
                next.addAll(place.clinic.journey());
            }
            place.installation.desk().submit(next.removeFirst());
        };
    }

    /** How long a page of a long journey takes. */
    Ratio pages(WholeProcess.Window onLarge, WholeProcess.Window onSmall) throws IOException, InterruptedException {
        looked(onLarge, large, PAGES_FIRST);
        looked(onSmall, small, PAGES_FIRST);
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            theirs.add(looked(onSmall, small, PAGES));
            ours.add(looked(onLarge, large, PAGES));
            Progress.say("A timeline page, round %d of %d: %.1f ms with a large record, %.1f ms with a small one"
                    .formatted(round, rounds, ours.getLast() / 1e3, theirs.getLast() / 1e3));
        }
        return new Ratio(
                "a timeline page with the large record",
                "the same with the small one",
                "µs",
                ours,
                theirs,
                1.15,
                1.05,
                true);
    }

    /** The median in microseconds. */
    private static double looked(WholeProcess.Window window, Place place, int times)
            throws IOException, InterruptedException {
        var took = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            took.add(1e3 * window.get("/journeys/" + place.journey));
        }
        return Finding.median(List.copyOf(took));
    }
}
