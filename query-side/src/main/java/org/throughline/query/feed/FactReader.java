package org.throughline.query.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FactWriter} wrote, value after value. */
public final class FactReader {
    private final ByteBuffer in;

    FactReader(byte[] facts) {
        this.in = ByteBuffer.wrap(facts);
    }

    /** A small code. */
    public int code() {
        return in.get();
    }

    /** A number. */
    public int number() {
        return in.getInt();
    }

    /** A number that may be large. */
    public long large() {
        return in.getLong();
    }

    /** Yes or no. */
    public boolean flag() {
        return in.get() != 0;
    }

    /** A day. */
    public LocalDate day() {
        return LocalDate.ofEpochDay(in.getInt());
    }

    /** A moment. */
    public Instant moment() {
        return Instant.ofEpochSecond(large(), number());
    }

    /** An id. */
    public UUID id() {
        return new UUID(large(), large());
    }

    /** A text. */
    public String text() {
        var utf8 = new byte[number()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** A number, if there is one. */
    public @Nullable Integer numberIfAny() {
        return flag() ? (Integer) number() : null;
    }

    /** A text, if there is one. */
    public @Nullable String textIfAny() {
        return flag() ? text() : null;
    }
}
