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

    /** Begins to read. */
    public FactReader(byte[] facts) {
        this.in = ByteBuffer.wrap(facts);
    }

    /** Whether anything is left. */
    public boolean more() {
        return in.hasRemaining();
    }

    /** A small code. */
    public int code() {
        return in.get();
    }

    /** A number. */
    public int number() {
        return Math.toIntExact(large());
    }

    /** A number that may be large. */
    public long large() {
        var read = 0L;
        var shift = 0;
        int next;
        do {
            next = in.get();
            read |= (long) (next & FactWriter.SEVEN_BITS) << shift;
            shift += 7;
        } while ((next & FactWriter.MORE) != 0);
        return (read >>> 1) ^ -(read & 1);
    }

    /** Yes or no. */
    public boolean flag() {
        return in.get() != 0;
    }

    /** A day. */
    public LocalDate day() {
        return LocalDate.ofEpochDay(large());
    }

    /** A moment. */
    public Instant moment() {
        return Instant.ofEpochSecond(large(), number());
    }

    /** An id. */
    public UUID id() {
        return new UUID(in.getLong(), in.getLong());
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
