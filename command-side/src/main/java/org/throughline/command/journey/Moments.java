package org.throughline.command.journey;

import static java.time.temporal.ChronoUnit.MINUTES;

import org.throughline.events.Occurred;

/** How moments compare on a journey: to the minute, or to the day where of one of them no more is known. */
final class Moments {
    private Moments() {}

    /** Whether one lies before the other; the same minute does not. */
    static boolean before(Occurred one, Occurred other) {
        return (Precision.of(one) != Precision.MOMENT || Precision.of(other) != Precision.MOMENT)
                ? one.day().isBefore(other.day())
                : one.at().truncatedTo(MINUTES).isBefore(other.at().truncatedTo(MINUTES));
    }
}
