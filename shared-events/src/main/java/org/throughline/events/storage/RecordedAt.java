package org.throughline.events.storage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The one form in which the time of recording is stored: {@code 2026-01-31T09:05:07.000120Z}. */
public final class RecordedAt {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int LENGTH = "0000-00-00T00:00:00.000000Z".length();

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
     * The moment of a stored form.
     *
     * @throws java.time.DateTimeException if the text is none
     */
    static Instant moment(String text) {
        var moment = QuickReading.instant(text);
        return moment == null ? Instant.parse(text) : moment;
    }

    /** The moment as precisely as it is stored. */
    public static Instant truncated(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
