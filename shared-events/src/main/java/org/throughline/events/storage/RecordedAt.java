package org.throughline.events.storage;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The one form in which the time of recording is stored: {@code 2026-01-31T09:05:07.000120Z}. */
public final class RecordedAt {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String EXAMPLE = "0000-00-00T00:00:00.000000Z";
    private static final int LENGTH = EXAMPLE.length();

    private RecordedAt() {}

    /**
     * The stored form: always 27 characters, so that texts sort as times do. What is finer than a microsecond is cut off.
     *
     * @throws IllegalArgumentException if the year has not four digits
     */
    public static String text(Instant instant) {
        var text = FORM.format(instant);
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("only the years 0000 to 9999 can be stored");
        }
        return text;
    }

    /**
     * The moment of a stored form. Whoever goes through the whole record reads one with each event, which is why it is not
     * left to a formatter.
     *
     * @throws java.time.DateTimeException if the text is none
     */
    static Instant moment(String text) {
        if (!hasForm(text)) {
            return Instant.parse(text);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 26) * 1_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean hasForm(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            var form = EXAMPLE.charAt(i);
            var is = text.charAt(i);
            if (form == '0' ? is < '0' || is > '9' : is != form) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** The moment as precisely as it is stored. */
    public static Instant truncated(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
