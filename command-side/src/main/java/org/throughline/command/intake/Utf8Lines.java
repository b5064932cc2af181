package org.throughline.command.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads UTF-8 line by line, and tells which lines are not UTF-8 instead of giving up at the first. */
final class Utf8Lines extends Reader {
    private static final int LONGEST_LINE = 4 * 1024 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final LongConsumer badLine;
    private long line;
    private String current = "";
    private int next;

    /** A line is longer than any row is; what follows it is not read. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        private TooLong() {
            super("a line is longer than 4 MB");
        }
    }

    /**
     * Reads a stream.
     *
     * @param badLine told the number of each line that is not UTF-8
     */
    Utf8Lines(InputStream in, LongConsumer badLine) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.badLine = badLine;
    }

    /** The number of the line read last. */
    long number() {
        return line;
    }

    /** The next line with its end; null after the last. */
    @Nullable
    String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            bytes.write(b);
            if (b == '\n') {
                break;
            }
            if (bytes.size() > LONGEST_LINE) {
                line++;
                throw new TooLong();
            }
        }
        if (bytes.size() == 0) {
            return null;
        }
        line++;
        return decoded(withoutMark(bytes.toByteArray()));
    }

    private byte[] withoutMark(byte[] bytes) {
        var marked = line == 1 && bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
        return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private String decoded(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                badLine.accept(line);
            }
            return text;
        } catch (CharacterCodingException e) {
            badLine.accept(line);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == current.length()) {
            var following = line();
            if (following == null) {
                return -1;
            }
            current = following;
            next = 0;
        }
        var many = Math.min(length, current.length() - next);
        current.getChars(next, next + many, buffer, offset);
        next += many;
        // a line of a mark alone is empty
        return many == 0 ? read(buffer, offset, length) : many;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
