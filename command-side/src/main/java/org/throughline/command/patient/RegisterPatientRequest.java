package org.throughline.command.patient;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.events.ProgramId;

/** What is told about a new patient. None of it is ever part of a text that could be logged. */
@Schema(name = "PatientToRegister", description = "What is told about a new patient.")
record RegisterPatientRequest(
        @NotNull @Schema(description = "The program that registers the patient.")
        ProgramId programId,

        @NotNull @Valid Name name,
        @NotNull LocalDate birthDate,
        @Valid @Nullable ContactDetails contact,

        @Size(max = 20)
        @JsonSetter(contentNulls = Nulls.FAIL)
        @Schema(description = "Numbers by which other systems know the patient.")
        @Nullable
        List<@Valid KnownAs> identifiers) {
    private static final String UNSAID = "[…]";

    @Override
    public String toString() {
        return "RegisterPatientRequest" + UNSAID;
    }

    /** A name as the patient gives it. */
    @Schema(name = "Name", description = "A name as the patient gives it, in any script.")
    record Name(
            @NotBlank @Size(max = 200) String given,
            @NotBlank @Size(max = 200) String family) {
        @Override
        public String toString() {
            return "Name" + UNSAID;
        }
    }

    /** How to reach the patient. */
    @Schema(name = "ContactDetails", description = "How to reach the patient.")
    record ContactDetails(
            @Size(max = 200) @Nullable String telephone,
            @Size(max = 200) @Nullable String email,
            @Size(max = 500) @Nullable String address) {
        @Override
        public String toString() {
            return "ContactDetails" + UNSAID;
        }
    }

    /** A number by which another system knows the patient. */
    @Schema(name = "KnownAs", description = "A number by which another system knows the patient.")
    record KnownAs(
            @NotBlank @Size(max = 50) String system,
            @NotBlank @Size(max = 200) String value) {
        @Override
        public String toString() {
            return "KnownAs" + UNSAID;
        }
    }
}
