package org.throughline.query.replay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.timeline.JourneyView;
import org.throughline.query.timeline.Telling;

/**
 * A journey as it was known after some of its steps, and what has come since.
 *
 * @param step how many steps were known; 0 before the first
 * @param just the step that had just been recorded; null before the first
 * @param justSeenAt the place on the timeline where it is seen
 * @param since what was recorded later
 * @param local the moment, as a field for date and time holds it
 */
record ReplayView(
        int step,
        int steps,
        @Nullable Told just,
        long justSeenAt,
        JourneyView known,
        List<Told> since,
        String local,
        String zone,
        long head) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    ReplayView {
        since = List.copyOf(since);
    }

    /** One step in words. */
    record Told(
            int step,
            long position,
            String title,
            List<String> details,
            String occurred,
            String recorded,
            String by,
            String role) {}

    /**
     * The view after some steps.
     *
     * @param all every step there is by now
     * @param known how many of them were known then
     */
    static ReplayView of(List<Replay.Step> all, int known, long head, ZoneId zone, UnaryOperator<String> names) {
        var then = all.subList(0, known);
        var just = then.isEmpty() ? null : then.getLast();
        return new ReplayView(
                known,
                all.size(),
                just == null ? null : told(just, known, names),
                just == null ? 0 : KnownThen.seenAt(then, just),
                JourneyView.of(KnownThen.entries(then), names),
                IntStream.range(known, all.size())
                        .mapToObj(index -> told(all.get(index), index + 1, names))
                        .toList(),
                just == null ? "" : LOCAL.format(just.recordedAt().atZone(zone)),
                zone.getId(),
                head);
    }

    /** How many steps were recorded by a moment. */
    static int knownBy(List<Replay.Step> all, Instant moment) {
        return (int)
                all.stream().filter(step -> !step.recordedAt().isAfter(moment)).count();
    }

    /** How many steps were recorded by a position. */
    static int knownBy(List<Replay.Step> all, long position) {
        return (int) all.stream().filter(step -> step.position() <= position).count();
    }

    /** A wall clock's time as a moment; the whole minute or second that it names counts as known. */
    static Instant moment(LocalDateTime local, ZoneId zone) {
        var moment = local.atZone(zone).toInstant();
        return local.getSecond() == 0
                ? moment.plusSeconds(60).minusNanos(1000)
                : moment.plusSeconds(1).minusNanos(1000);
    }

    private static Told told(Replay.Step step, int number, UnaryOperator<String> names) {
        var telling = Telling.of(step.event());
        var occurred = step.event().occurred();
        return new Told(
                number,
                step.position(),
                telling.title(),
                telling.details(),
                occurred.assumed() || occurred.dayOnly()
                        ? Times.day(occurred.day())
                        : Times.moment(occurred.at(), occurred.zone()),
                Times.exact(step.recordedAt(), occurred.zone()),
                names.apply(step.metadata().actor()),
                Words.of(step.metadata().role()));
    }
}
