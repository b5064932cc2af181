package org.throughline.command.journey;

import java.util.Optional;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.folds.Journey;

/**
 * Which claims on "one open journey per patient and program" a command takes and releases: what is open after it and was
 * not before is taken, what is not open any more is released.
 */
public final class OpenJourneyClaims {
    /** One patient in one program. */
    public record Claimed(PatientId patient, ProgramId program) {
        /** The claim's key in the record. */
        public String key() {
            return patient + "/" + program;
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
