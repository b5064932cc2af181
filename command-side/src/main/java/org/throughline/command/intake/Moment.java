package org.throughline.command.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.Mapping.Day;
import org.throughline.command.journey.Precision;

/**
 * When something happened, as a row says it.
 *
 * @param day where the program is
 * @param precision how well the row knows it: an hour that the mapping sets is a convention
 */
record Moment(LocalDate day, Instant at, Precision precision) {
    /** Days without an hour are taken at noon, which every time zone has on every day, unless the mapping says otherwise. */
    private static final LocalTime NOON = LocalTime.NOON;

    /** By how a moment is written if nothing else is said: a day, a day and hour where the program is, or with its offset. */
    private static final DateTimeFormatter DAY_AND_HOUR = DateTimeFormatter.ISO_DATE_TIME;

    private static final int LONGEST = 40_000;

    /** How days are written by a pattern. */
    static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** A text by a form: a day, a day and an hour, or both with the offset. */
    static TemporalAccessor parsed(String text, DateTimeFormatter form) {
        return form.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    }

    /** The moment; null if something is wrong with it, which is told. */
    static @Nullable Moment of(
            Reading reading, Day day, String field, NamedIds ids, String key, @Nullable Moment admitted, ZoneId zone) {
        var assumed = Boolean.TRUE.equals(day.assumed());
        var hour = Objects.requireNonNullElse(day.at(), NOON);
        if (day.spread() != null) {
            var spread = day.spread();
            var number = Math.floorMod(ids.of(key, "spread/" + field).getMostSignificantBits(), (long) spread.days());
            return at(spread.from().plusDays(number), hour, zone, Precision.ASSUMED);
        }
        if (day.on() != null) {
            return told(reading, day, field, hour, zone, assumed);
        }
        var days = reading.required(day.daysAfterAdmission(), field) == null
                ? null
                : reading.whole(day.daysAfterAdmission(), field);
        if (days == null || admitted == null) {
            return null;
        }
        if (days > LONGEST) {
            reading.flaw(field, "out-of-range", "Nobody stays that long.");
            return null;
        }
        // so many days after a day that was chosen is no better known than that one
        var chosen = assumed || admitted.precision == Precision.ASSUMED;
        return at(admitted.day.plusDays(days), hour, zone, chosen ? Precision.ASSUMED : Precision.DAY);
    }

    private static @Nullable Moment told(
            Reading reading, Day day, String field, LocalTime hour, ZoneId zone, boolean assumed) {
        var value = Objects.requireNonNull(day.on());
        var text = reading.required(value, field);
        if (text == null) {
            return null;
        }
        var where = Reading.where(value, field);
        try {
            var told = switch (parsed(text, form(day.pattern(), text))) {
                case OffsetDateTime exact ->
                    new Moment(exact.atZoneSameInstant(zone).toLocalDate(), exact.toInstant(), told(assumed));
                case LocalDateTime local -> local(reading, local, where, zone, assumed);
                case TemporalAccessor date ->
                    at(LocalDate.from(date), hour, zone, assumed ? Precision.ASSUMED : Precision.DAY);
            };
            if (told == null || (told.day.getYear() >= 1800 && told.day.getYear() < 10_000)) {
                return told;
            }
            reading.flaw(where, "bad-date", "The year cannot be meant.");
        } catch (DateTimeParseException e) {
            reading.flaw(where, "bad-date", expected(day.pattern(), text));
        }
        return null;
    }

    private static DateTimeFormatter form(@Nullable String pattern, String text) {
        if (pattern != null) {
            return form(pattern);
        }
        return text.indexOf('T') > 0 ? DAY_AND_HOUR : DateTimeFormatter.ISO_LOCAL_DATE;
    }

    private static String expected(@Nullable String pattern, String text) {
        if (pattern != null) {
            return "A day is needed, like " + pattern + ".";
        }
        return text.indexOf('T') > 0
                ? "A moment is needed, like 2026-01-31T14:00 or 2026-01-31T14:00:00Z."
                : "A day is needed, like 2026-01-31.";
    }

    private static @Nullable Moment local(
            Reading reading, LocalDateTime local, String where, ZoneId zone, boolean assumed) {
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            reading.flaw(
                    where, "bad-date", "There was no such hour where the program is: the clocks were put forward.");
            return null;
        }
        // of an hour that there was twice, the first
        return new Moment(local.toLocalDate(), local.toInstant(offsets.getFirst()), told(assumed));
    }

    private static Precision told(boolean assumed) {
        return assumed ? Precision.ASSUMED : Precision.MOMENT;
    }

    private static Moment at(LocalDate day, LocalTime hour, ZoneId zone, Precision precision) {
        return new Moment(day, day.atTime(hour).atZone(zone).toInstant(), precision);
    }
}
