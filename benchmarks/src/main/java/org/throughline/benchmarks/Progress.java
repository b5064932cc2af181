package org.throughline.benchmarks;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** What a benchmark is at, for whoever waits. */
final class Progress {
    private Progress() {}

    static void say(String sentence) {
        System.out.println(
                LocalTime.now(java.time.ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + sentence);
    }
}
