package org.throughline.query.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what is kept of a stream, value after value; {@link FactReader} reads them in the same order. */
public final class FactWriter {
    static final int SEVEN_BITS = 0x7f;
    static final int MORE = 0x80;
    private static final int USUAL = 2_048;

    private ByteBuffer out = ByteBuffer.allocate(USUAL);

    private ByteBuffer room(int length) {
        if (out.remaining() < length) {
            out = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + length))
                    .put(out.flip());
        }
        return out;
    }

    /** A small code, 0 to 255. */
    public void code(int code) {
        room(Byte.BYTES).put((byte) code);
    }

    /** A number: the nearer to 0, the shorter. */
    public void number(int number) {
        large(number);
    }

    /** A number that may be large. */
    public void large(long number) {
        var left = (number << 1) ^ (number >> (Long.SIZE - 1));
        while ((left & ~SEVEN_BITS) != 0) {
            code((int) ((left & SEVEN_BITS) | MORE));
            left >>>= 7;
        }
        code((int) left);
    }

    /** Yes or no. */
    public void flag(boolean flag) {
        code(flag ? 1 : 0);
    }

    /** A day. */
    public void day(LocalDate day) {
        number(Math.toIntExact(day.toEpochDay()));
    }

    /** A moment. */
    public void moment(Instant moment) {
        large(moment.getEpochSecond());
        number(moment.getNano());
    }

    /** An id. */
    public void id(UUID id) {
        room(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /** A text. */
    public void text(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length).put(utf8);
    }

    /** A number, if there is one. */
    public void numberIfAny(@Nullable Integer number) {
        flag(number != null);
        if (number != null) {
            number((int) number);
        }
    }

    /** A text, if there is one. */
    public void textIfAny(@Nullable String text) {
        flag(text != null);
        if (text != null) {
            text(text);
        }
    }

    /** All that another has written. */
    public void append(FactWriter other) {
        room(other.out.position()).put(other.out.array(), 0, other.out.position());
    }

    /** What was written so far. */
    public byte[] written() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
