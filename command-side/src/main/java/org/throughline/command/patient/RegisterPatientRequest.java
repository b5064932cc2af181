package org.throughline.command.patient;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.events.ProgramId;

/** What is told about a new patient. */
record RegisterPatientRequest(
        @NotNull ProgramId programId,
        @NotNull @Valid Name name,
        @NotNull LocalDate birthDate,
        @Valid @Nullable ContactDetails contact,
        @Size(max = 20) @Nullable List<@Valid KnownAs> identifiers) {

    /** A name as the patient gives it. */
    record Name(
            @NotBlank @Size(max = 200) String given,
            @NotBlank @Size(max = 200) String family) {}

    /** How to reach the patient. */
    record ContactDetails(
            @Size(max = 200) @Nullable String telephone,
            @Size(max = 200) @Nullable String email,
            @Size(max = 500) @Nullable String address) {}

    /** A number by which another system knows the patient. */
    record KnownAs(
            @NotBlank @Size(max = 50) String system,
            @NotBlank @Size(max = 200) String value) {}
}
