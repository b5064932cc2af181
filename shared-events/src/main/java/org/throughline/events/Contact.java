package org.throughline.events;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a patient.
 *
 * @param telephone a number, as it is to be dialled
 * @param email an address
 * @param address where letters go
 */
public record Contact(
        @Nullable String telephone,
        @Nullable String email,
        @Nullable String address) {
    @Override
    public String toString() {
        return "Contact[…]";
    }
}
