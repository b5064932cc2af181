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

    private RecordedAt() {}

    /** The stored form: always 27 characters, so that texts sort as times do. */
    public static String text(Instant instant) {
        return FORM.format(instant);
    }

    /** The moment as precisely as it is stored. */
    public static Instant truncated(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
