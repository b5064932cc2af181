package org.throughline.query.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FactWriter} wrote, value after value. */
public final class FactReader {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] in;
    private int at;

    /** Begins to read. */
    public FactReader(byte[] facts) {
        this.in = facts;
    }

    /** Whether anything is left. */
    public boolean more() {
        return at < in.length;
    }

    /** A small code. */
    public int code() {
        return in[at++] & 0xff;
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
            next = in[at++];
            read |= (long) (next & FactWriter.SEVEN_BITS) << shift;
            shift += 7;
        } while ((next & FactWriter.MORE) != 0);
        return (read >>> 1) ^ -(read & 1);
    }

    /** Yes or no. */
    public boolean flag() {
        return in[at++] != 0;
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
        return new UUID(eight(), eight());
    }

    private long eight() {
        var read = (long) EIGHT.get(in, at);
        at += Long.BYTES;
        return read;
    }

    /** A text. */
    public String text() {
        var length = number();
        var text = new String(in, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
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
