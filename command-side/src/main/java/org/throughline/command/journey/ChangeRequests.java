package org.throughline.command.journey;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.throughline.events.RescindReason;
import org.throughline.events.RetractionReason;
import org.throughline.events.VoidReason;

/** What is told to take something back. Notes can be personal: no text of a request holds one. */
final class ChangeRequests {
    private ChangeRequests() {}

    /** A corrected entry, which replaces the wrong one. */
    @Schema(name = "Correction", description = "A corrected entry, which replaces the wrong one.")
    record Correction(
            @NotNull @Valid EntryRequest replacement,
            @Size(max = 4000) @Nullable String note) {
        @Override
        public String toString() {
            return "Correction[…]";
        }
    }

    /** Why an entry does not count any more. */
    @Schema(name = "Voiding", description = "Why an entry does not count any more.")
    record Voiding(
            @NotNull VoidReason reason,
            @Size(max = 4000) @Nullable String note) {
        @Override
        public String toString() {
            return "Voiding[…]";
        }
    }

    /** Why a return to use is taken back. */
    @Schema(name = "Retraction", description = "Why a return to use is taken back.")
    record Retraction(
            @NotNull RetractionReason reason,
            @Size(max = 4000) @Nullable String note) {
        @Override
        public String toString() {
            return "Retraction[…]";
        }
    }

    /** Why a discharge is taken back. */
    @Schema(name = "Rescission", description = "Why a discharge is taken back.")
    record Rescission(
            @NotNull RescindReason reason,
            @Size(max = 4000) @Nullable String note) {
        @Override
        public String toString() {
            return "Rescission[…]";
        }
    }
}
