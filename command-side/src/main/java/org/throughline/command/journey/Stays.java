package org.throughline.command.journey;

import java.util.Optional;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.Occurred;
import org.throughline.events.folds.Journey;

/**
 * That a patient is on one journey in a program at a time. An older journey may be recorded later, and then is open until
 * its discharge is recorded; whatever ends, reopens or moves a journey must leave it apart from all others.
 */
final class Stays {
    private Stays() {}

    /**
     * Refuses a journey that shares time with another of the patient in the program.
     *
     * @param field what whoever records it would look at
     */
    static void refuseOverlap(Journey journey, JourneyFacts facts, String field) {
        var enrolled = journey.enrolment().orElseThrow(() -> new Refused(Rule.JOURNEY_NOT_FOUND));
        for (var other : facts.others()) {
            var also = other.enrolment();
            if (also.isPresent()
                    && !also.get().journeyId().equals(enrolled.journeyId())
                    && also.get().patientId().equals(enrolled.patientId())
                    && also.get().programId().equals(enrolled.programId())
                    && begins(enrolled.occurred(), end(other))
                    && begins(also.get().occurred(), end(journey))) {
                throw new Refused(Rule.JOURNEYS_OVERLAP, field);
            }
        }
    }

    private static Optional<Occurred> end(Journey journey) {
        return journey.discharge().map(discharge -> discharge.occurred());
    }

    private static boolean begins(Occurred start, Optional<Occurred> before) {
        return before.isEmpty() || Moments.before(start, before.get());
    }
}
