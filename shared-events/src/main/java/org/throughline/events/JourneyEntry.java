package org.throughline.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event of a journey that can be corrected or voided, and that counts as long as it is not. */
public sealed interface JourneyEntry extends JourneyEvent {
    /** What corrections refer to. */
    EntryId entryId();

    /** Why it was recorded late, if it was. */
    @Nullable
    LateReason late();

    /** The voided entry that this one replaces, if it does. */
    @Nullable
    EntryId corrects();

    /** The same entry without its free text: what the rules remember. */
    JourneyEntry withoutPersonalData();

    /**
     * A patient was admitted.
     *
     * @param occurred the admission
     * @param programId the program
     * @param levelOfCare the level admitted to
     * @param weeklyMinutes the hours agreed, in minutes a week
     * @param clinician the responsible clinician, by an opaque id
     * @param teds TEDS variables at admission, codes kept raw; missing ones are left out
     * @param diagnoses ICD-10-CM codes
     * @param attributes further coded attributes, for studies and imports
     * @param plannedDays the stay that was planned, if it was
     * @param previous the journey before this one in the same program
     * @param policyVersion the policy in force on the day of admission
     * @param note what else is to be known
     */
    @EventType(name = "journey.enrolled", meaning = "A patient was admitted to a program.")
    record Enrolled(
            JourneyId journeyId,
            PatientId patientId,
            EntryId entryId,
            Occurred occurred,
            ProgramId programId,
            LevelOfCare levelOfCare,
            int weeklyMinutes,
            String clinician,
            SortedMap<String, Integer> teds,
            List<String> diagnoses,
            SortedMap<String, String> attributes,
            @Nullable Integer plannedDays,
            @Nullable JourneyId previous,
            int policyVersion,
            @PersonalData("journey.enrolled.note") @Nullable Personal<String> note,
            @Nullable LateReason late,
            @Nullable EntryId corrects)
            implements JourneyEntry {
        public Enrolled {
            teds = Collections.unmodifiableSortedMap(new TreeMap<>(teds));
            diagnoses = List.copyOf(diagnoses);
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }

        @Override
        public Enrolled withoutPersonalData() {
            return new Enrolled(
                    journeyId,
                    patientId,
                    entryId,
                    occurred,
                    programId,
                    levelOfCare,
                    weeklyMinutes,
                    clinician,
                    teds,
                    diagnoses,
                    attributes,
                    plannedDays,
                    previous,
                    policyVersion,
                    null,
                    late,
                    corrects);
        }
    }

    /**
     * A patient took part in a session.
     *
     * @param occurred when the session began
     * @param sessionId the session
     * @param kind what the session was for
     * @param modality how the patient took part
     * @param scheduledMinutes how long the session was to last
     * @param presentMinutes how long the patient was there
     * @param creditedMinutes what counts towards the week, at most the other two
     * @param arrived when the patient came, if somebody noted it
     * @param left when the patient went, if somebody noted it
     * @param makeUpFor the missed session that this one makes up for
     * @param week the first day of the program's week that it counts in
     * @param policyVersion the policy in force then
     * @param note what else is to be known
     */
    @EventType(name = "journey.session-attended", meaning = "A patient took part in a session.")
    record SessionAttended(
            JourneyId journeyId,
            PatientId patientId,
            EntryId entryId,
            SessionId sessionId,
            Occurred occurred,
            SessionKind kind,
            Modality modality,
            int scheduledMinutes,
            int presentMinutes,
            int creditedMinutes,
            @Nullable Instant arrived,
            @Nullable Instant left,
            @Nullable EntryId makeUpFor,
            LocalDate week,
            int policyVersion,

            @PersonalData("journey.session-attended.note") @Nullable
            Personal<String> note,

            @Nullable LateReason late,
            @Nullable EntryId corrects)
            implements JourneyEntry {
        @Override
        public SessionAttended withoutPersonalData() {
            return new SessionAttended(
                    journeyId,
                    patientId,
                    entryId,
                    sessionId,
                    occurred,
                    kind,
                    modality,
                    scheduledMinutes,
                    presentMinutes,
                    creditedMinutes,
                    arrived,
                    left,
                    makeUpFor,
                    week,
                    policyVersion,
                    null,
                    late,
                    corrects);
        }
    }

    /**
     * A patient was expected at a session and was not there.
     *
     * @param occurred when the session began
     * @param sessionId the session
     * @param kind what the session was for
     * @param scheduledMinutes how long it was to last
     * @param absence no-show or excused
     * @param reason the reason, as far as it is known
     * @param notifiedAt when the patient said so, if at all
     * @param week the first day of the program's week that it belongs to
     * @param policyVersion the policy in force then
     * @param note what else is to be known
     */
    @EventType(name = "journey.session-missed", meaning = "A patient was expected at a session and was not there.")
    record SessionMissed(
            JourneyId journeyId,
            PatientId patientId,
            EntryId entryId,
            SessionId sessionId,
            Occurred occurred,
            SessionKind kind,
            int scheduledMinutes,
            AbsenceKind absence,
            AbsenceReason reason,
            @Nullable Instant notifiedAt,
            LocalDate week,
            int policyVersion,

            @PersonalData("journey.session-missed.note") @Nullable
            Personal<String> note,

            @Nullable LateReason late,
            @Nullable EntryId corrects)
            implements JourneyEntry {
        @Override
        public SessionMissed withoutPersonalData() {
            return new SessionMissed(
                    journeyId,
                    patientId,
                    entryId,
                    sessionId,
                    occurred,
                    kind,
                    scheduledMinutes,
                    absence,
                    reason,
                    notifiedAt,
                    week,
                    policyVersion,
                    null,
                    late,
                    corrects);
        }
    }

    /**
     * A return to use was reported and believed by a clinician.
     *
     * @param occurred when the use happened; it may be learned after discharge
     * @param source from whom it was learned
     * @param substance the TEDS code of the substance (SUB1), 2 to 19, if it is known
     * @param severity how far it went, if it is known
     * @param policyVersion the policy in force then
     * @param note what else is to be known
     */
    @EventType(name = "journey.relapse-reported", meaning = "A return to use was reported.")
    record RelapseReported(
            JourneyId journeyId,
            PatientId patientId,
            EntryId entryId,
            Occurred occurred,
            RelapseSource source,
            @Nullable Integer substance,
            @Nullable RelapseSeverity severity,
            int policyVersion,

            @PersonalData("journey.relapse-reported.note") @Nullable
            Personal<String> note,

            @Nullable LateReason late,
            @Nullable EntryId corrects)
            implements JourneyEntry {
        @Override
        public RelapseReported withoutPersonalData() {
            return new RelapseReported(
                    journeyId,
                    patientId,
                    entryId,
                    occurred,
                    source,
                    substance,
                    severity,
                    policyVersion,
                    null,
                    late,
                    corrects);
        }
    }

    /**
     * Somebody asked how the patient is, during treatment or after it.
     *
     * @param occurred the day the answer is true of
     * @param method how it was asked
     * @param status what was found
     * @param policyVersion the policy in force then
     * @param note what else is to be known
     */
    @EventType(name = "journey.follow-up-recorded", meaning = "Somebody asked how the patient is.")
    record FollowUpRecorded(
            JourneyId journeyId,
            PatientId patientId,
            EntryId entryId,
            Occurred occurred,
            FollowUpMethod method,
            FollowUpStatus status,
            int policyVersion,

            @PersonalData("journey.follow-up-recorded.note") @Nullable
            Personal<String> note,

            @Nullable LateReason late,
            @Nullable EntryId corrects)
            implements JourneyEntry {
        @Override
        public FollowUpRecorded withoutPersonalData() {
            return new FollowUpRecorded(
                    journeyId, patientId, entryId, occurred, method, status, policyVersion, null, late, corrects);
        }
    }

    /**
     * A journey ended.
     *
     * @param occurred the discharge
     * @param reason the TEDS REASON
     * @param lastContact the last day the patient was seen or spoken to, on or before the discharge
     * @param teds TEDS variables at discharge, codes kept raw; missing ones were not recorded, which does not say why
     * @param policyVersion the policy in force then
     * @param note what else is to be known
     */
    @EventType(name = "journey.discharged", meaning = "A journey ended.")
    record Discharged(
            JourneyId journeyId,
            PatientId patientId,
            EntryId entryId,
            Occurred occurred,
            DischargeReason reason,
            LocalDate lastContact,
            SortedMap<String, Integer> teds,
            int policyVersion,

            @PersonalData("journey.discharged.note") @Nullable
            Personal<String> note,

            @Nullable LateReason late,
            @Nullable EntryId corrects)
            implements JourneyEntry {
        public Discharged {
            teds = Collections.unmodifiableSortedMap(new TreeMap<>(teds));
        }

        @Override
        public Discharged withoutPersonalData() {
            return new Discharged(
                    journeyId,
                    patientId,
                    entryId,
                    occurred,
                    reason,
                    lastContact,
                    teds,
                    policyVersion,
                    null,
                    late,
                    corrects);
        }
    }
}
