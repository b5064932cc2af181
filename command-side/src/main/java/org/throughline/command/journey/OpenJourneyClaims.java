package org.throughline.command.journey;

import java.util.Optional;
import org.throughline.command.record.Claim;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.folds.Journey;

/**
 * Which claims on "one open journey per patient and program" events take and release: what is open after them and was not
 * before is taken, what is not open any more is released. So an enrolment and a rescinded discharge take, a discharge and a
 * voided enrolment release, and a correction does neither. From no journey to the whole history it rebuilds the claim.
 */
public final class OpenJourneyClaims {
    /** One patient in one program. */
    public record Claimed(PatientId patient, ProgramId program) {
        /** What the claim is found by. */
        public Claim.Key id() {
            return new Claim.Key(Claim.Kind.OPEN_JOURNEY, patient + "/" + program);
        }

        /** The claim of the journey that is open. */
        public Claim claim(JourneyId journey) {
            return new Claim(id().kind(), id().key(), null, journey.toString());
        }
    }

    /** What changes. */
    public record Change(Optional<Claimed> taken, Optional<Claimed> released) {}

    private OpenJourneyClaims() {}

    /** The change between the journey before and after a command's events. */
    public static Change between(Journey before, Journey after) {
        var was = open(before);
        var is = open(after);
        return was.equals(is) ? new Change(Optional.empty(), Optional.empty()) : new Change(is, was);
    }

    private static Optional<Claimed> open(Journey journey) {
        return journey.enrolment()
                .filter(ignored -> journey.open())
                .map(enrolled -> new Claimed(enrolled.patientId(), enrolled.programId()));
    }
}
