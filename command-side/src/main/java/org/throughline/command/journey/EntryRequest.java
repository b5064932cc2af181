package org.throughline.command.journey;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
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
import org.throughline.events.SessionId;

/** What an entry says, when it is recorded or when it replaces another. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EntryRequest.Enrolment.class, name = "enrolment"),
    @JsonSubTypes.Type(value = EntryRequest.Attendance.class, name = "attendance"),
    @JsonSubTypes.Type(value = EntryRequest.Absence.class, name = "absence"),
    @JsonSubTypes.Type(value = EntryRequest.Relapse.class, name = "relapse"),
    @JsonSubTypes.Type(value = EntryRequest.FollowUp.class, name = "follow-up"),
    @JsonSubTypes.Type(value = EntryRequest.End.class, name = "discharge")
})
sealed interface EntryRequest {
    /** An admission. */
    record Enrolment(
            @NotNull PatientId patientId,
            @NotNull ProgramId programId,
            @NotNull Instant admittedAt,
            @NotNull @PositiveOrZero Integer weeklyMinutes,
            @Size(max = 100) @Nullable String clinician,
            @Nullable SortedMap<String, Integer> teds,
            @Size(max = 30) @Nullable List<@NotBlank @Size(max = 10) String> diagnoses,
            @Nullable SortedMap<String, String> attributes,
            @Positive @Nullable Integer plannedDays,
            @Nullable JourneyId previous,
            @Size(max = 4000) @Nullable String note,
            @Nullable LateReason late)
            implements EntryRequest {}

    /** Presence at a session; credited minutes are what was there of the session, unless told otherwise. */
    record Attendance(
            @NotNull SessionId sessionId,
            @NotNull @PositiveOrZero Integer presentMinutes,
            @PositiveOrZero @Nullable Integer creditedMinutes,
            @Nullable EntryId makeUpFor,
            @Nullable Modality modality,
            @Size(max = 4000) @Nullable String note,
            @Nullable LateReason late)
            implements EntryRequest {}

    /** Absence from a session. */
    record Absence(
            @NotNull SessionId sessionId,
            @NotNull AbsenceKind absence,
            @NotNull AbsenceReason reason,
            @Nullable Instant notifiedAt,
            @Size(max = 4000) @Nullable String note,
            @Nullable LateReason late)
            implements EntryRequest {}

    /** A return to use. */
    record Relapse(
            @NotNull Instant occurredAt,
            @NotNull RelapseSource source,
            @Nullable Integer substance,
            @Nullable RelapseSeverity severity,
            @Size(max = 4000) @Nullable String note,
            @Nullable LateReason late)
            implements EntryRequest {}

    /** A follow-up. */
    record FollowUp(
            @NotNull Instant occurredAt,
            @NotNull FollowUpMethod method,
            @NotNull FollowUpStatus status,
            @Size(max = 4000) @Nullable String note,
            @Nullable LateReason late)
            implements EntryRequest {}

    /** A discharge. */
    record End(
            @NotNull Instant occurredAt,
            @NotNull DischargeReason reason,
            @NotNull LocalDate lastContact,
            @Nullable SortedMap<String, Integer> teds,
            @Size(max = 4000) @Nullable String note,
            @Nullable LateReason late)
            implements EntryRequest {}
}
