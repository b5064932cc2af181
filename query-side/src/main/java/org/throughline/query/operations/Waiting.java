package org.throughline.query.operations;

import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Stuck} event in words.
 *
 * @param journey where its journey can be looked at; null if it is of none, or the reader may not
 * @param behind what waits behind it; null if nothing does
 */
record Waiting(
        String projection,
        long position,
        String event,
        UUID stream,
        @Nullable String journey,
        String failed,
        String since,
        @Nullable String behind) {
    private static final int NAMED = 10;

    static Waiting of(Stuck stuck, boolean reads) {
        var event = stuck.event();
        return new Waiting(
                stuck.projection(),
                stuck.position(),
                event == null ? "an event that the record does not have any more" : event,
                stuck.stream(),
                reads && stuck.journey() != null ? "/journeys/" + stuck.journey() : null,
                stuck.cause() + ", tried " + (stuck.tries() == 1 ? "once" : Line.number(stuck.tries()) + " times"),
                String.valueOf(Line.moment(stuck.parkedAt())),
                stuck.behind().isEmpty() ? null : behind(stuck));
    }

    private static String behind(Stuck stuck) {
        var count = stuck.behind().size();
        var positions = stuck.behind().stream()
                .limit(NAMED)
                .map(later -> Line.number(later.position()))
                .collect(Collectors.joining("; "));
        return Line.counted(count, "later event") + " of the same stream " + (count == 1 ? "waits" : "wait")
                + " behind it, at " + positions + (count > NAMED ? " and further on" : "");
    }
}
