package org.throughline.command.journey;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.throughline.events.RescindReason;
import org.throughline.events.RetractionReason;
import org.throughline.events.VoidReason;

/** What is told to take something back. */
final class ChangeRequests {
    private ChangeRequests() {}

    /** A corrected entry, which replaces the wrong one. */
    record Correction(
            @NotNull @Valid EntryRequest replacement,
            @Size(max = 4000) @Nullable String note) {}

    /** Why an entry does not count any more. */
    record Voiding(
            @NotNull VoidReason reason,
            @Size(max = 4000) @Nullable String note) {}

    /** Why a return to use is taken back. */
    record Retraction(
            @NotNull RetractionReason reason,
            @Size(max = 4000) @Nullable String note) {}

    /** Why a discharge is taken back. */
    record Rescission(
            @NotNull RescindReason reason,
            @Size(max = 4000) @Nullable String note) {}
}
