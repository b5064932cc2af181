package org.throughline.command.intake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.throughline.events.Coded;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Population;
import org.throughline.events.ProgramId;

/**
 * What the rows of a file mean: a journey each, or an attendance each. Documented in {@code docs/import.md}.
 *
 * @param name the name of the import, which all ids are made from: the same file under the same name is the same import
 * @param key the column that tells the rows apart
 * @param clinician the responsible clinician of journeys, by an opaque id
 * @param programs the programs that the journeys are in; those that do not exist yet are published
 * @param values values that are used several times
 * @param patient with {@code enrolment} and {@code events}: a row is a journey
 * @param attendance a row is one patient at one session
 */
@Schema(
        description =
                "What the columns of a file mean: a row is a journey, by clinician, patient, enrolment and events;"
                        + " or it is one patient at one session, by attendance.",
        requiredProperties = {"name", "format", "key", "programs"})
public record Mapping(
        @Schema(description = "All ids are made from it: the same rows under the same name are the same entries.")
        String name,

        @Schema(description = "For people.") @Nullable String description,
        @Schema(description = "How the file is written.") Format format,

        @Schema(description = "The column that tells the rows apart.")
        String key,

        @Schema(description = "The responsible clinician of journeys, by an opaque id.") @Nullable
        String clinician,

        @Schema(description = "The programs that the rows are about; one that does not exist yet is published.")
        List<ProgramPlan> programs,

        @Schema(description = "Values that are used several times, by name.")
        Map<String, Value> values,

        @Nullable PatientPlan patient,
        @Nullable EnrolmentPlan enrolment,

        @Schema(description = "What happened on the journeys after the admission.")
        List<EventPlan> events,

        @Nullable AttendancePlan attendance) {

    @SuppressWarnings("NullAway") // what a file leaves out arrives as null here and nowhere later
    public Mapping {
        programs = programs == null ? List.of() : Collections.unmodifiableList(programs);
        values = values == null ? Map.of() : Collections.unmodifiableMap(values);
        events = events == null ? List.of() : Collections.unmodifiableList(events);
    }

    /** Whether a row is an attendance. */
    boolean ofAttendances() {
        return attendance != null;
    }

    /** What makes the commands of a row; of a mapping in which nothing is wrong. */
    Translation translation() {
        return attendance == null
                ? new JourneyTranslation(
                        this,
                        Objects.requireNonNull(clinician),
                        Objects.requireNonNull(patient),
                        Objects.requireNonNull(enrolment))
                : new AttendanceTranslation(this, attendance);
    }

    /** The program that a row is about; null if something is wrong with it, which is told. */
    @Nullable
    ProgramPlan program(Reading reading, Value value, String field) {
        var code = reading.required(value, field);
        if (code == null) {
            return null;
        }
        var program = programs.stream()
                .filter(plan -> plan.code().equals(code))
                .findFirst()
                .orElse(null);
        if (program == null) {
            reading.flaw(Reading.where(value, field), "unknown-code", "The mapping has no such program.");
        }
        return program;
    }

    /** How the file is written. */
    public enum Format implements Coded {
        /** Comma-separated values by RFC 4180, with a header, in UTF-8. */
        CSV("csv"),
        /** One JSON object a line, in UTF-8. */
        NDJSON("ndjson");

        private final String code;

        Format(String code) {
            this.code = code;
        }

        /** How mappings call it. */
        @Override
        @JsonValue
        public String code() {
            return code;
        }

        /** How a request calls it. */
        String mediaType() {
            return switch (this) {
                case CSV -> "text/csv";
                case NDJSON -> "application/x-ndjson";
            };
        }

        /** The format with a code. */
        @JsonCreator
        public static Format of(String code) {
            for (var format : values()) {
                if (format.code.equals(code)) {
                    return format;
                }
            }
            throw new IllegalArgumentException("csv or ndjson is needed");
        }
    }

    /**
     * A program.
     *
     * @param code how the mapping's value for the program calls it
     * @param policyFrom the first day that its policy is in force
     * @param weeklyMinutes treatment a week, in minutes; 0 where hours are not counted
     */
    @Schema(
            description = "A program.",
            requiredProperties = {
                "code",
                "id",
                "name",
                "levelOfCare",
                "population",
                "timeZone",
                "policyFrom",
                "weeklyMinutes"
            })
    public record ProgramPlan(
            @Schema(description = "How the value of enrolment.program calls it.")
            String code,

            @Schema(description = "The id of the program, which may exist.")
            ProgramId id,

            String name,

            @Schema(description = "By the code that ASAM gives it.")
            LevelOfCare levelOfCare,

            Population population,

            @Schema(
                    type = "string",
                    example = "America/New_York",
                    description = "An IANA time zone; days and weeks are counted in it.")
            ZoneId timeZone,

            @Schema(description = "The first day that its policy is in force.")
            LocalDate policyFrom,

            @Schema(description = "Minutes of treatment a week; 0 where hours are not counted.")
            int weeklyMinutes) {}

    /**
     * A patient.
     *
     * @param birthDate a day
     * @param age years at admission, where the day of birth is not known
     */
    @Schema(
            description = "A patient, with a day of birth or an age.",
            requiredProperties = {"given", "family"})
    public record PatientPlan(
            Value given,
            Value family,
            @Nullable Value birthDate,
            @Nullable Value age,

            @Schema(description = "Numbers by which other systems know the patient, by system.") @Nullable
            Map<String, Value> identifiers) {}

    /** An admission. */
    @Schema(
            description = "An admission.",
            requiredProperties = {"program", "admitted"})
    public record EnrolmentPlan(
            Value program,
            Day admitted,
            @Nullable Value plannedDays,

            @Schema(description = "TEDS variables by their names.") @Nullable
            Map<String, Value> teds,

            @Schema(description = "Anything else that journeys are compared by.") @Nullable
            Map<String, Value> attributes,

            @Schema(description = "Codes of diagnoses.") @Nullable
            List<Value> diagnoses,

            @Nullable Value note) {}

    /**
     * A day: told by the file, so many days after the admission, or made up for want of one.
     *
     * @param on a day as in 2026-01-31, an hour where the program is as in 2026-01-31T14:00, or a moment as in
     *     2026-01-31T14:00:00Z
     * @param pattern how {@code on} is written, if otherwise, as in {@code MM/dd/uuuu} or {@code MM/dd/uuuu HH:mm}
     * @param at the hour of a day that comes without one; noon unless told otherwise
     * @param daysAfterAdmission whole days
     * @param spread a day chosen by the row's key, the same each time; it is marked as assumed
     * @param assumed whether it is a convention, because it counts from one
     */
    @Schema(description = "A day: exactly one of on, daysAfterAdmission and spread.")
    public record Day(
            @Nullable Value on,

            @Schema(description = "How on is written, if not as 2026-01-31.") @Nullable
            String pattern,

            @Schema(
                    type = "string",
                    example = "23:59",
                    description = "The hour where the program is, of a day that comes without one; noon without it.")
            @Nullable
            LocalTime at,

            @Nullable Value daysAfterAdmission,
            @Nullable Spread spread,

            @Schema(description = "Whether the day is a convention, because it counts from one.") @Nullable
            Boolean assumed) {
        int sources() {
            return (on == null ? 0 : 1) + (daysAfterAdmission == null ? 0 : 1) + (spread == null ? 0 : 1);
        }
    }

    /**
     * Days to choose from.
     *
     * @param days how many, from the first on
     */
    @Schema(
            description = "Days of which one is chosen by the row’s key, the same each time; it is marked as assumed.",
            requiredProperties = {"from", "days"})
    public record Spread(
            @Schema(description = "The first day.") LocalDate from,

            @Schema(description = "How many days there are, from the first on.")
            int days) {}

    /** What happened on the journey. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = DischargePlan.class, name = "discharge"),
        @JsonSubTypes.Type(value = FollowUpPlan.class, name = "follow-up"),
        @JsonSubTypes.Type(value = RelapsePlan.class, name = "relapse")
    })
    public sealed interface EventPlan {
        /** What tells it apart from other events of the row. */
        String purpose();

        /** For which rows it happened; for all without it. */
        Value.@Nullable Condition when();

        /** When. */
        Day day();

        /** A free text. */
        @Nullable
        Value note();
    }

    /** The end, with the last contact on the same day unless told otherwise. */
    @Schema(
            description = "A discharge.",
            requiredProperties = {"purpose", "day", "reason"})
    public record DischargePlan(
            @Schema(description = "What tells it apart from other events of the row; ids are made from it.")
            String purpose,

            Value.@Nullable Condition when,
            Day day,
            Value reason,
            @Nullable Day lastContact,
            @Nullable Map<String, Value> teds,
            @Nullable Value note)
            implements EventPlan {}

    /** A follow-up. */
    @Schema(
            description = "A follow-up.",
            requiredProperties = {"purpose", "day", "method", "status"})
    public record FollowUpPlan(
            @Schema(description = "What tells it apart from other events of the row; ids are made from it.")
            String purpose,

            Value.@Nullable Condition when,
            Day day,
            Value method,
            Value status,
            @Nullable Value note)
            implements EventPlan {}

    /** A return to use. */
    @Schema(
            description = "A return to use.",
            requiredProperties = {"purpose", "day", "source"})
    public record RelapsePlan(
            @Schema(description = "What tells it apart from other events of the row; ids are made from it.")
            String purpose,

            Value.@Nullable Condition when,
            Day day,
            Value source,
            @Nullable Value substance,
            @Nullable Value severity,
            @Nullable Value note)
            implements EventPlan {}

    /**
     * One patient at one session.
     *
     * @param journeysOf the name of the import that the journeys came by
     * @param journey the key of the journey's row there
     * @param missed which rows are of somebody who was not there; none without it
     * @param creditedMinutes all minutes present, unless told otherwise
     * @param reason not known, unless told otherwise
     * @param makeUpFor the key of the row of the missed session that it makes up for
     */
    @Schema(
            description = "One patient at one session, attended or missed.",
            requiredProperties = {"journeysOf", "journey", "session"})
    public record AttendancePlan(
            @Schema(description = "The name of the import that the journeys came by.")
            String journeysOf,

            @Schema(description = "The key of the journey’s row in that import.")
            Value journey,

            SessionPlan session,

            @Schema(description = "Which rows are of somebody who was not there; none without it.")
            Value.@Nullable Condition missed,

            @Schema(description = "Needed of those who were there.") @Nullable
            Value presentMinutes,

            @Schema(description = "All minutes present without it.") @Nullable
            Value creditedMinutes,

            @Schema(description = "The key of the row of the missed session that it makes up for.") @Nullable
            Value makeUpFor,

            @Schema(description = "Needed of those who were not there: no-show or excused.") @Nullable
            Value absence,

            @Schema(description = "Why they were not there; not known without it.") @Nullable
            Value reason,

            @Nullable Value note) {}

    /**
     * A session. It is planned once, however many rows are about it.
     *
     * @param key what tells the sessions apart
     * @param unusualLength needed where the length is unusual by the program's policy
     */
    @Schema(
            description = "A session, planned once, however many rows are about it.",
            requiredProperties = {"key", "program", "starts", "minutes", "kind", "modality", "facilitator"})
    public record SessionPlan(
            @Schema(description = "What tells the sessions apart.")
            Value key,

            @Schema(description = "A code of programs.") Value program,

            @Schema(description = "When it began: only on, pattern and at.")
            Day starts,

            @Schema(description = "How long it was planned.")
            Value minutes,

            Value kind,
            Value modality,

            @Schema(description = "A short code of who led it.")
            Value facilitator,

            @Schema(description = "The standing group that met.") @Nullable
            Value group,

            @Schema(description = "Needed where the length is unusual by the program’s policy.") @Nullable
            Value unusualLength) {}
}
