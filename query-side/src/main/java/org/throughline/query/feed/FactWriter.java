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
    private static final int USUAL = 2_048;

    private ByteBuffer out = ByteBuffer.allocate(USUAL);

    FactWriter() {}

    private ByteBuffer room(int length) {
        if (out.remaining() < length) {
            out = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + length))
                    .put(out.flip());
        }
        return out;
    }

    /** A small code, 0 to 127. */
    public void code(int code) {
        room(Byte.BYTES).put((byte) code);
    }

    /** A number. */
    public void number(int number) {
        room(Integer.BYTES).putInt(number);
    }

    /** A number that may be large. */
    public void large(long number) {
        room(Long.BYTES).putLong(number);
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
        large(id.getMostSignificantBits());
        large(id.getLeastSignificantBits());
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

    byte[] written() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
