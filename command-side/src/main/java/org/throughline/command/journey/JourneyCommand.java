package org.throughline.command.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.Modality;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;
import org.throughline.events.RescindReason;
import org.throughline.events.RetractionReason;
import org.throughline.events.SessionId;
import org.throughline.events.VoidReason;

/** What can be asked to happen on a journey. */
public sealed interface JourneyCommand {
    /** The journey. */
    JourneyId journeyId();

    /** The time at the edge. */
    Instant recordedAt();

    /** A command that records an entry, which can be corrected later. */
    sealed interface EntryCommand extends JourneyCommand {
        /** The new entry. */
        EntryId entryId();

        /** A free text, which becomes personal data. */
        @Nullable
        String note();

        /** Why it comes late, if it does. */
        @Nullable
        LateReason late();
    }

    /**
     * Admit a patient.
     *
     * @param admitted the admission
     * @param precision how well the moment is known; to the minute unless told otherwise, and as before where a correction
     *     leaves the moment alone
     * @param weeklyMinutes the hours agreed; as the policy demands, unless told otherwise
     * @param previous the journey before this one; the last one in the program, unless told otherwise
     */
    record Enrol(
            JourneyId journeyId,
            EntryId entryId,
            Instant recordedAt,
            PatientId patientId,
            ProgramId programId,
            Instant admitted,
            @Nullable Precision precision,
            @Nullable Integer weeklyMinutes,
            String clinician,
            SortedMap<String, Integer> teds,
            List<String> diagnoses,
            SortedMap<String, String> attributes,
            @Nullable Integer plannedDays,
            @Nullable JourneyId previous,
            @Nullable String note,
            @Nullable LateReason late)
            implements EntryCommand {}

    /**
     * Record that the patient took part in a session.
     *
     * @param creditedMinutes all minutes present, unless told otherwise
     * @param modality as planned, unless told otherwise
     * @param arrived when the patient came, if somebody noted it
     * @param left when the patient went, if somebody noted it
     */
    record RecordAttendance(
            JourneyId journeyId,
            EntryId entryId,
            Instant recordedAt,
            SessionId sessionId,
            int presentMinutes,
            @Nullable Integer creditedMinutes,
            @Nullable EntryId makeUpFor,
            @Nullable Modality modality,
            @Nullable Instant arrived,
            @Nullable Instant left,
            @Nullable String note,
            @Nullable LateReason late)
            implements EntryCommand {
        /** An attendance of which nobody noted when the patient came and went. */
        public RecordAttendance(
                JourneyId journeyId,
                EntryId entryId,
                Instant recordedAt,
                SessionId sessionId,
                int presentMinutes,
                @Nullable Integer creditedMinutes,
                @Nullable EntryId makeUpFor,
                @Nullable Modality modality,
                @Nullable String note,
                @Nullable LateReason late) {
            this(
                    journeyId,
                    entryId,
                    recordedAt,
                    sessionId,
                    presentMinutes,
                    creditedMinutes,
                    makeUpFor,
                    modality,
                    null,
                    null,
                    note,
                    late);
        }
    }

    /** Record that the patient was expected at a session and was not there. */
    record RecordAbsence(
            JourneyId journeyId,
            EntryId entryId,
            Instant recordedAt,
            SessionId sessionId,
            AbsenceKind absence,
            AbsenceReason reason,
            @Nullable Instant notifiedAt,
            @Nullable String note,
            @Nullable LateReason late)
            implements EntryCommand {}

    /** Report a return to use. */
    record ReportRelapse(
            JourneyId journeyId,
            EntryId entryId,
            Instant recordedAt,
            Instant occurred,
            @Nullable Precision precision,
            RelapseSource source,
            @Nullable Integer substance,
            @Nullable RelapseSeverity severity,
            @Nullable String note,
            @Nullable LateReason late)
            implements EntryCommand {
        /** A report of a moment that is known. */
        public ReportRelapse(
                JourneyId journeyId,
                EntryId entryId,
                Instant recordedAt,
                Instant occurred,
                RelapseSource source,
                @Nullable Integer substance,
                @Nullable RelapseSeverity severity,
                @Nullable String note,
                @Nullable LateReason late) {
            this(journeyId, entryId, recordedAt, occurred, null, source, substance, severity, note, late);
        }
    }

    /** Record a follow-up. */
    record RecordFollowUp(
            JourneyId journeyId,
            EntryId entryId,
            Instant recordedAt,
            Instant occurred,
            @Nullable Precision precision,
            FollowUpMethod method,
            FollowUpStatus status,
            @Nullable String note,
            @Nullable LateReason late)
            implements EntryCommand {}

    /** End the journey. */
    record Discharge(
            JourneyId journeyId,
            EntryId entryId,
            Instant recordedAt,
            Instant occurred,
            @Nullable Precision precision,
            DischargeReason reason,
            LocalDate lastContact,
            SortedMap<String, Integer> teds,
            @Nullable String note,
            @Nullable LateReason late)
            implements EntryCommand {}

    /** Take a reported return to use back. */
    record RetractRelapse(
            JourneyId journeyId,
            Instant recordedAt,
            EntryId entry,
            RetractionReason reason,
            @Nullable String note) implements JourneyCommand {}

    /** Take the discharge back. */
    record RescindDischarge(
            JourneyId journeyId,
            Instant recordedAt,
            RescindReason reason,
            @Nullable String note) implements JourneyCommand {}

    /** Replace an entry by a right one of the same kind. */
    record CorrectEntry(
            JourneyId journeyId,
            Instant recordedAt,
            EntryId entry,
            EntryCommand replacement,
            @Nullable String note) implements JourneyCommand {}

    /** Let an entry count no more. */
    record VoidEntry(
            JourneyId journeyId,
            Instant recordedAt,
            EntryId entry,
            VoidReason reason,
            @Nullable String note) implements JourneyCommand {}
}
