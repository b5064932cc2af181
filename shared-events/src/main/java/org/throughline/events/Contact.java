package org.throughline.events;

import org.jspecify.annotations.Nullable;

/** How to reach a patient. */
public record Contact(
        @Nullable String telephone,
        @Nullable String email,
        @Nullable String address) {
    @Override
    public String toString() {
        return "Contact[…]";
    }
}
