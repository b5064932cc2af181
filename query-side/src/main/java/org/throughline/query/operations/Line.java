package org.throughline.query.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.query.feed.Comparison;
import org.throughline.query.feed.Feed;
import org.throughline.query.feed.Segments;
import org.throughline.query.page.Times;

/**
 * One read model in words.
 *
 * @param behind how far it is behind; null if it holds the whole record
 * @param work whether it is worked on
 * @param segments where each segment is and on which node
 */
record Line(
        String name,
        long position,
        long head,
        int percent,
        @Nullable String behind,
        Work work,
        List<String> segments,
        long deadLetters,
        @Nullable Rebuilding rebuild) {

    /** Whether nodes that are up work on a read model. */
    enum Work {
        RUNNING("Running", "good"),
        PARTLY("Partly running", "warn"),
        STOPPED("Not running", "alarm");

        private final String words;
        private final String look;

        Work(String words, String look) {
            this.words = words;
            this.look = look;
        }

        public String words() {
            return words;
        }

        public String look() {
            return look;
        }
    }

    /** A rebuild in words. */
    record Rebuilding(
            int percent,
            boolean underway,
            @Nullable String failure,
            @Nullable String ended,
            long perSecond,
            @Nullable String remaining,
            @Nullable Compared compared) {}

    /** How it compares with the read model before, in words. */
    record Compared(String words, String look) {
        static @Nullable Compared of(@Nullable Comparison comparison) {
            if (comparison == null) {
                return null;
            }
            return switch (comparison.outcome()) {
                case EQUAL -> new Compared("Equal to the live one", "good");
                case DIFFERENT ->
                    new Compared(
                            comparison.differences().stream()
                                    .map(table -> "%s (%s before, %s now)"
                                            .formatted(
                                                    table.table(),
                                                    counted(table.live(), "row"),
                                                    number(table.rebuilt())))
                                    .collect(Collectors.joining(", ", "Differed in: ", "")),
                            "warn");
                case NOT_COMPARABLE -> new Compared("Not comparable: " + why(comparison.why()), "");
            };
        }

        private static String why(Comparison.@Nullable Obstacle obstacle) {
            return switch (obstacle) {
                case MISSING -> "there was none";
                case OTHER_VERSION -> "new version";
                case OTHER_RECORD -> "the record was restored or replaced";
                case BEHIND -> "the live one was behind";
                case null -> "unknown";
            };
        }
    }

    static Line of(Feed.Status status) {
        var rebuild = status.rebuild();
        return new Line(
                status.projection(),
                status.position(),
                status.head(),
                share(status.position(), status.head()),
                status.lagEvents() == 0 ? null : behind(status),
                work(status.segments()),
                status.segments().stream().map(Line::told).toList(),
                status.deadLetters(),
                rebuild == null
                        ? null
                        : new Rebuilding(
                                share(rebuild.position(), rebuild.head()),
                                rebuild.endedAt() == null && rebuild.failure() == null,
                                rebuild.failure(),
                                moment(rebuild.endedAt()),
                                rebuild.perSecond(),
                                remaining(rebuild.remaining()),
                                Compared.of(rebuild.comparison())));
    }

    private static String behind(Feed.Status status) {
        return counted(status.lagEvents(), "event") + ", "
                + span(Duration.ofMillis((long) (status.lagSeconds() * 1_000))) + " behind";
    }

    private static Work work(List<Segments.Standing> segments) {
        var worked = segments.stream().filter(Segments.Standing::up).count();
        if (worked == 0) {
            return Work.STOPPED;
        }
        return worked == segments.size() ? Work.RUNNING : Work.PARTLY;
    }

    private static String told(Segments.Standing segment) {
        return Stream.of(
                        "Segment " + segment.segment(),
                        "at " + number(segment.position()),
                        segment.node() == null ? "on no node" : "on " + segment.node(),
                        segment.node() == null || segment.up() ? "" : "(gone)")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static int share(long done, long whole) {
        return whole == 0 ? 100 : (int) Math.min(100, done * 100 / whole);
    }

    private static @Nullable String remaining(@Nullable Duration left) {
        return left == null || left.isZero() ? null : "about " + span(left) + " left";
    }

    /** A moment to the second; null stays null. */
    static @Nullable String moment(@Nullable Instant at) {
        return at == null ? null : Times.exact(at, ZoneOffset.UTC) + " UTC";
    }

    /** {@code 1 event}, {@code 1,204 events}. */
    static String counted(long count, String what) {
        return number(count) + " " + what + (count == 1 ? "" : "s");
    }

    static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** How long something lasts, in the largest unit that fits. */
    static String span(Duration span) {
        if (span.toDays() > 1) {
            return span.toDays() + " days";
        }
        if (span.toHours() > 1) {
            return span.toHours() + " h";
        }
        if (span.toMinutes() > 1) {
            return span.toMinutes() + " min";
        }
        return span.toSeconds() == 0 ? "less than 1 s" : span.toSeconds() + " s";
    }
}
