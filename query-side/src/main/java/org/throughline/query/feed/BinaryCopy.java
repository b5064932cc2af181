package org.throughline.query.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows as {@code COPY} takes them in its <a href="https://www.postgresql.org/docs/18/sql-copy.html#id-1.9.3.55.9.4">binary
 * format</a>: neither side has to write numbers, times and ids as text and read them again. Values look as their types
 * send and receive them.
 */
final class BinaryCopy {
    private static final int BUFFER = 64 * 1024;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    /** From where PostgreSQL counts days and microseconds. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private static final long FIRST_SECOND = FIRST_DAY.toEpochDay() * 24 * 60 * 60;
    private static final byte JSONB_VERSION = 1;

    /** What a column holds. */
    enum Type {
        BIGINT,
        INT,
        BOOLEAN,
        UUID,
        DATE,
        TIMESTAMPTZ,
        TEXT,
        JSONB,
        BYTEA;

        /**
         * A type by its name.
         *
         * @throws IllegalArgumentException if it is none of these
         */
        static Type of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    private final CopyIn copy;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    private BinaryCopy(CopyIn copy) {
        this.copy = copy;
    }

    /** Writes rows into the columns of a table. */
    static void into(Connection connection, String columns, List<Type> types, List<@Nullable Object[]> rows)
            throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + columns + " from stdin (format binary)");
        try {
            new BinaryCopy(copy).write(types, rows);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void write(List<Type> types, List<@Nullable Object[]> rows) throws SQLException {
        // no flags and no extension
        buffer.put(SIGNATURE).putInt(0).putInt(0);
        for (var row : rows) {
            room(Short.BYTES).putShort((short) row.length);
            for (int i = 0; i < row.length; i++) {
                var value = row[i];
                if (value == null) {
                    room(Integer.BYTES).putInt(-1);
                } else {
                    write(types.get(i), value);
                }
            }
        }
        room(Short.BYTES).putShort((short) -1);
        send();
    }

    private void write(Type type, Object value) throws SQLException {
        switch (type) {
            case BIGINT -> field(Long.BYTES).putLong(((Number) value).longValue());
            case INT -> field(Integer.BYTES).putInt(Math.toIntExact(((Number) value).longValue()));
            case BOOLEAN -> field(1).put((byte) ((Boolean) value ? 1 : 0));
            case UUID -> {
                var id = value instanceof UUID itself ? itself : UUID.fromString(value.toString());
                field(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            }
            case DATE -> {
                var day = value instanceof LocalDate itself ? itself : LocalDate.parse(value.toString());
                field(Integer.BYTES).putInt(Math.toIntExact(day.toEpochDay() - FIRST_DAY.toEpochDay()));
            }
            case TIMESTAMPTZ ->
                field(Long.BYTES)
                        .putLong(microseconds(
                                value instanceof Instant itself ? itself : Instant.parse(value.toString())));
            case TEXT -> {
                var text = value.toString().getBytes(StandardCharsets.UTF_8);
                room(Integer.BYTES).putInt(text.length);
                bytes(text);
            }
            case JSONB -> {
                var json = value.toString().getBytes(StandardCharsets.UTF_8);
                room(Integer.BYTES + 1).putInt(json.length + 1).put(JSONB_VERSION);
                bytes(json);
            }
            case BYTEA -> {
                var bytes = (byte[]) value;
                room(Integer.BYTES).putInt(bytes.length);
                bytes(bytes);
            }
        }
    }

    /** Rounded as PostgreSQL rounds what it reads as text. */
    private static long microseconds(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond() - FIRST_SECOND, 1_000_000L), (time.getNano() + 500) / 1_000);
    }

    private ByteBuffer field(int length) throws SQLException {
        return room(Integer.BYTES + length).putInt(length);
    }

    private ByteBuffer room(int length) throws SQLException {
        if (buffer.remaining() < length) {
            send();
        }
        return buffer;
    }

    private void bytes(byte[] value) throws SQLException {
        if (value.length <= BUFFER) {
            room(value.length).put(value);
        } else {
            send();
            copy.writeToCopy(value, 0, value.length);
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
