package org.throughline.query.operations;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why an event is to be left out.
 *
 * @param reason in words, which name nobody
 */
record SkipRequest(
        @Size(min = 3, max = 500, message = "Give a reason of 3 to 500 characters.")
        @Pattern(regexp = "[^\\x00\\p{Cs}]*", message = "The reason holds a character that cannot be stored.")
        String reason) {

    SkipRequest(@Nullable String reason) {
        this.reason = reason == null ? "" : reason.strip();
    }
}
