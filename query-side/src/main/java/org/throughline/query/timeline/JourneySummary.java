package org.throughline.query.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.throughline.events.DischargeReason;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;

/**
 * A journey at a glance, as its effective entries tell it. No identity.
 *
 * @param version what {@code If-Match} compares: the number of its events
 * @param clinician the responsible clinician, by an opaque id
 * @param lastOccurred when the last thing that counts happened
 * @param lastPosition its last event's place in the record
 * @param source through which door the journey first came: says whether it is synthetic
 */
public record JourneySummary(
        JourneyId journey,
        long version,
        PatientId patient,
        ProgramId program,
        String levelOfCare,
        String clinician,
        Status status,
        ZoneId zone,
        Instant admittedAt,
        LocalDate admittedOn,
        @Nullable Instant dischargedAt,
        @Nullable LocalDate dischargedOn,
        @Nullable DischargeReason dischargeReason,
        Instant lastOccurred,
        Instant lastRecorded,
        long lastPosition,
        String source) {

    /** How a journey stands. */
    public enum Status {
        /** Admitted, not discharged. */
        OPEN,
        /** Discharged. */
        DISCHARGED,
        /** The admission itself was voided. */
        WITHDRAWN
    }
}
