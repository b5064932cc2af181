package org.throughline.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that can happen on a journey, from admission to aftercare. */
public sealed interface JourneyEvent extends HistoryEvent
        permits JourneyEntry, JourneyEvent.RelapseRetracted, JourneyEvent.DischargeRescinded, JourneyEvent.EntryVoided {
    /** The journey. */
    JourneyId journeyId();

    /** Whose journey it is: the patient whose key its personal data is encrypted with. */
    PatientId patientId();

    @Override
    default UUID stream() {
        return journeyId().value();
    }

    /** The entry that this takes back: from then on it no longer counts. Null for entries, which take nothing back. */
    default @Nullable EntryId withdraws() {
        return switch (this) {
            case EntryVoided voided -> voided.entry();
            case RelapseRetracted retracted -> retracted.entry();
            case DischargeRescinded rescinded -> rescinded.entry();
            case JourneyEntry ignored -> null;
        };
    }

    /**
     * A reported return to use was taken back.
     *
     * @param entry the report
     * @param reason why
     * @param note what else is to be known
     */
    @EventType(name = "journey.relapse-retracted", meaning = "A reported return to use was taken back.")
    record RelapseRetracted(
            JourneyId journeyId,
            PatientId patientId,
            Occurred occurred,
            EntryId entry,
            RetractionReason reason,

            @PersonalData("journey.relapse-retracted.note") @Nullable
            Personal<String> note)
            implements JourneyEvent {}

    /**
     * A discharge was taken back: the journey goes on.
     *
     * @param entry the discharge
     * @param reason why
     * @param note what else is to be known
     */
    @EventType(name = "journey.discharge-rescinded", meaning = "A discharge was taken back: the journey goes on.")
    record DischargeRescinded(
            JourneyId journeyId,
            PatientId patientId,
            Occurred occurred,
            EntryId entry,
            RescindReason reason,

            @PersonalData("journey.discharge-rescinded.note") @Nullable
            Personal<String> note)
            implements JourneyEvent {}

    /**
     * An entry no longer counts. It stays in the history, struck through.
     *
     * @param entry the entry
     * @param reason why
     * @param replacedBy the entry that is right instead, recorded with it
     * @param note what else is to be known
     */
    @EventType(name = "journey.entry-voided", meaning = "An entry no longer counts; it stays in the history.")
    record EntryVoided(
            JourneyId journeyId,
            PatientId patientId,
            Occurred occurred,
            EntryId entry,
            VoidReason reason,
            @Nullable EntryId replacedBy,

            @PersonalData("journey.entry-voided.note") @Nullable
            Personal<String> note)
            implements JourneyEvent {}
}
