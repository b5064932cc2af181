package org.throughline.query.outcomes.survival;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Weeks of remission in the trial that every textbook works by hand (Freireich et al., Blood 21, 1963; 42 patients): what
 * the curves, medians and the test must be is printed there.
 */
final class RemissionOfLeukaemia {

    static final Observations TREATED = Observations.of(Stream.concat(
                    weeks(6, 6, 6, 7, 10, 13, 16, 22, 23).mapToObj(Observation::event),
                    weeks(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35).mapToObj(Observation::censored))
            .toList());

    static final Observations PLACEBO =
            Observations.of(weeks(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
                    .mapToObj(Observation::event)
                    .toList());

    private RemissionOfLeukaemia() {}

    private static IntStream weeks(int... weeks) {
        return IntStream.of(weeks);
    }
}
