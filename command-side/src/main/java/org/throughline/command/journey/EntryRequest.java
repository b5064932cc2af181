package org.throughline.command.journey;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
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

/**
 * What an entry says, when it is recorded or when it replaces another. Notes can be personal: no text of an entry holds one.
 */
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
    /**
     * The command that records it.
     *
     * @param entry the new entry's id
     * @param now the time at the edge
     * @param actor who asks
     */
    EntryCommand command(JourneyId journey, EntryId entry, Instant now, String actor);

    /** An admission. */
    @Schema(name = "Enrolment", description = "An admission.")
    record Enrolment(
            @NotNull PatientId patientId,
            @NotNull ProgramId programId,
            @NotNull Instant admittedAt,

            @Schema(description = "How well the moment is known: moment, unless told otherwise, or day.") @Nullable
            Precision precision,

            @NotNull @Min(0) Integer weeklyMinutes,

            @Size(max = 100) @Schema(description = "Who is responsible; whoever asks, unless told otherwise.") @Nullable
            String clinician,

            @Size(max = 60)
            @JsonSetter(contentNulls = Nulls.FAIL)
            @Schema(description = "TEDS variables by their names, with their raw codes.")
            @Nullable
            SortedMap<String, Integer> teds,

            @Size(max = 30) @JsonSetter(contentNulls = Nulls.FAIL) @Schema(description = "ICD-10-CM codes.") @Nullable
            List<@NotBlank @Size(max = 10) String> diagnoses,

            @Size(max = 60)
            @JsonSetter(contentNulls = Nulls.FAIL)
            @Schema(description = "Attributes to compare outcomes by: short codes by short names.")
            @Nullable
            SortedMap<String, String> attributes,

            @Min(1) @Nullable Integer plannedDays,

            @Schema(description = "The journey that this one goes on from.") @Nullable
            JourneyId previous,

            @Size(max = 4000) @Nullable String note,

            @Schema(description = "Why it comes late: needed if it does, by the program’s policy.") @Nullable
            LateReason late)
            implements EntryRequest {
        @Override
        public EntryCommand command(JourneyId journey, EntryId entry, Instant now, String actor) {
            return new Enrol(
                    journey,
                    entry,
                    now,
                    patientId,
                    programId,
                    admittedAt,
                    precision,
                    weeklyMinutes,
                    clinician == null ? actor : clinician,
                    teds == null ? new TreeMap<>() : teds,
                    diagnoses == null ? List.of() : diagnoses,
                    attributes == null ? new TreeMap<>() : attributes,
                    plannedDays,
                    previous,
                    note,
                    late);
        }

        @Override
        public String toString() {
            return "Enrolment[…]";
        }
    }

    /** Presence at a session; credited minutes are what was there of the session, unless told otherwise. */
    @Schema(name = "Attendance", description = "Presence at a session.")
    record Attendance(
            @NotNull SessionId sessionId,
            @NotNull @Min(0) Integer presentMinutes,

            @Min(0) @Schema(description = "The minutes present, unless told otherwise.") @Nullable
            Integer creditedMinutes,

            @Schema(description = "The missed session that this makes up for, by its entry.") @Nullable
            EntryId makeUpFor,

            @Nullable Modality modality,

            @Schema(description = "When the patient came, if somebody noted it.") @Nullable
            Instant arrivedAt,

            @Schema(description = "When the patient went, if somebody noted it.") @Nullable
            Instant leftAt,

            @Size(max = 4000) @Nullable String note,

            @Schema(description = "Why it comes late: needed if it does, by the program’s policy.") @Nullable
            LateReason late)
            implements EntryRequest {
        @Override
        public EntryCommand command(JourneyId journey, EntryId entry, Instant now, String actor) {
            return new RecordAttendance(
                    journey,
                    entry,
                    now,
                    sessionId,
                    presentMinutes,
                    creditedMinutes,
                    makeUpFor,
                    modality,
                    arrivedAt,
                    leftAt,
                    note,
                    late);
        }

        @Override
        public String toString() {
            return "Attendance[…]";
        }
    }

    /** Absence from a session. */
    @Schema(name = "Absence", description = "Absence from a session.")
    record Absence(
            @NotNull SessionId sessionId,
            @NotNull AbsenceKind absence,
            @NotNull AbsenceReason reason,
            @Nullable Instant notifiedAt,
            @Size(max = 4000) @Nullable String note,

            @Schema(description = "Why it comes late: needed if it does, by the program’s policy.") @Nullable
            LateReason late)
            implements EntryRequest {
        @Override
        public EntryCommand command(JourneyId journey, EntryId entry, Instant now, String actor) {
            return new RecordAbsence(journey, entry, now, sessionId, absence, reason, notifiedAt, note, late);
        }

        @Override
        public String toString() {
            return "Absence[…]";
        }
    }

    /** A return to use. */
    @Schema(name = "Relapse", description = "A return to use.")
    record Relapse(
            @NotNull Instant occurredAt,

            @Schema(description = "How well the moment is known: moment, unless told otherwise, or day.") @Nullable
            Precision precision,

            @NotNull RelapseSource source,

            @Schema(description = "A substance by its TEDS code.") @Nullable
            Integer substance,

            @Nullable RelapseSeverity severity,
            @Size(max = 4000) @Nullable String note,

            @Schema(description = "Why it comes late: needed if it does, by the program’s policy.") @Nullable
            LateReason late)
            implements EntryRequest {
        @Override
        public EntryCommand command(JourneyId journey, EntryId entry, Instant now, String actor) {
            return new ReportRelapse(
                    journey, entry, now, occurredAt, precision, source, substance, severity, note, late);
        }

        @Override
        public String toString() {
            return "Relapse[…]";
        }
    }

    /** A follow-up. */
    @Schema(name = "FollowUp", description = "A contact, or an attempt at one.")
    record FollowUp(
            @NotNull Instant occurredAt,

            @Schema(description = "How well the moment is known: moment, unless told otherwise, or day.") @Nullable
            Precision precision,

            @NotNull FollowUpMethod method,
            @NotNull FollowUpStatus status,
            @Size(max = 4000) @Nullable String note,

            @Schema(description = "Why it comes late: needed if it does, by the program’s policy.") @Nullable
            LateReason late)
            implements EntryRequest {
        @Override
        public EntryCommand command(JourneyId journey, EntryId entry, Instant now, String actor) {
            return new RecordFollowUp(journey, entry, now, occurredAt, precision, method, status, note, late);
        }

        @Override
        public String toString() {
            return "FollowUp[…]";
        }
    }

    /** A discharge. */
    @Schema(name = "Discharge", description = "The end of the journey.")
    record End(
            @NotNull Instant occurredAt,

            @Schema(description = "How well the moment is known: moment, unless told otherwise, or day.") @Nullable
            Precision precision,

            @NotNull
            @Schema(
                    description =
                            "By its TEDS code: 1 completed, 2 dropped out, 3 terminated, 4 transferred, 5 incarcerated, 6 died, 7 other.")
            DischargeReason reason,

            @NotNull LocalDate lastContact,

            @Size(max = 60)
            @JsonSetter(contentNulls = Nulls.FAIL)
            @Schema(description = "TEDS variables by their names, with their raw codes.")
            @Nullable
            SortedMap<String, Integer> teds,

            @Size(max = 4000) @Nullable String note,

            @Schema(description = "Why it comes late: needed if it does, by the program’s policy.") @Nullable
            LateReason late)
            implements EntryRequest {
        @Override
        public EntryCommand command(JourneyId journey, EntryId entry, Instant now, String actor) {
            return new Discharge(
                    journey,
                    entry,
                    now,
                    occurredAt,
                    precision,
                    reason,
                    lastContact,
                    teds == null ? new TreeMap<>() : teds,
                    note,
                    late);
        }

        @Override
        public String toString() {
            return "End[…]";
        }
    }
}
