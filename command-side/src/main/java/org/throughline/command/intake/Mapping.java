package org.throughline.command.intake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Population;
import org.throughline.events.ProgramId;

/**
 * What the rows of a file mean: one journey a row. Documented in {@code docs/import.md}.
 *
 * @param name the name of the import, which all ids are made from: the same file under the same name is the same import
 * @param key the column that tells the rows apart
 * @param clinician the responsible clinician, by an opaque id
 * @param programs the programs that the journeys are in; those that do not exist yet are published
 * @param values values that are used several times
 */
public record Mapping(
        String name,
        @Nullable String description,
        Format format,
        String key,
        String clinician,
        List<ProgramPlan> programs,
        Map<String, Value> values,
        PatientPlan patient,
        EnrolmentPlan enrolment,
        List<EventPlan> events) {

    @SuppressWarnings("NullAway") // what a file leaves out arrives as null here and nowhere later
    public Mapping {
        programs = programs == null ? List.of() : List.copyOf(programs);
        values = values == null ? Map.of() : Map.copyOf(values);
        events = events == null ? List.of() : List.copyOf(events);
    }

    /** How the file is written. */
    public enum Format {
        /** Comma-separated values by RFC 4180, with a header, in UTF-8. */
        CSV("csv"),
        /** One JSON object a line, in UTF-8. */
        NDJSON("ndjson");

        private final String code;

        Format(String code) {
            this.code = code;
        }

        /** How mappings call it. */
        @JsonValue
        public String code() {
            return code;
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
    public record ProgramPlan(
            String code,
            ProgramId id,
            String name,
            LevelOfCare levelOfCare,
            Population population,
            ZoneId timeZone,
            LocalDate policyFrom,
            int weeklyMinutes) {}

    /**
     * A patient.
     *
     * @param birthDate a day
     * @param age years at admission, where the day of birth is not known
     */
    public record PatientPlan(
            Value given,
            Value family,
            @Nullable Value birthDate,
            @Nullable Value age,
            @Nullable Map<String, Value> identifiers) {}

    /** An admission. */
    public record EnrolmentPlan(
            Value program,
            Day admitted,
            @Nullable Value plannedDays,
            @Nullable Map<String, Value> teds,
            @Nullable Map<String, Value> attributes,
            @Nullable List<Value> diagnoses,
            @Nullable Value note) {}

    /**
     * A day: told by the file, so many days after the admission, or made up for want of one.
     *
     * @param on a day as in 2026-01-31, or a moment as in 2026-01-31T14:00:00Z
     * @param pattern how {@code on} is written, if otherwise, as in {@code MM/dd/uuuu}
     * @param daysAfterAdmission whole days
     * @param spread a day chosen by the row's key, the same each time; it is marked as assumed
     * @param assumed whether it is a convention, because it counts from one
     */
    public record Day(
            @Nullable Value on,
            @Nullable String pattern,
            @Nullable Value daysAfterAdmission,
            @Nullable Spread spread,
            @Nullable Boolean assumed) {
        int sources() {
            return (on == null ? 0 : 1) + (daysAfterAdmission == null ? 0 : 1) + (spread == null ? 0 : 1);
        }
    }

    /**
     * Days to choose from.
     *
     * @param days how many, from the first on
     */
    public record Spread(LocalDate from, int days) {}

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
    public record DischargePlan(
            String purpose,
            Value.@Nullable Condition when,
            Day day,
            Value reason,
            @Nullable Day lastContact,
            @Nullable Map<String, Value> teds,
            @Nullable Value note)
            implements EventPlan {}

    /** A follow-up. */
    public record FollowUpPlan(
            String purpose,
            Value.@Nullable Condition when,
            Day day,
            Value method,
            Value status,
            @Nullable Value note) implements EventPlan {}

    /** A return to use. */
    public record RelapsePlan(
            String purpose,
            Value.@Nullable Condition when,
            Day day,
            Value source,
            @Nullable Value substance,
            @Nullable Value severity,
            @Nullable Value note)
            implements EventPlan {}
}
