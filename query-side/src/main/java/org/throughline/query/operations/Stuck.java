package org.throughline.query.operations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.query.feed.DeadLetters.Letter;

/**
 * An event that a read model could not take, and what waits behind it.
 *
 * @param event its stored name; null if the record does not have it any more
 * @param journey the journey that it is of, if it is of one
 * @param cause class and code of what went wrong
 * @param tries how often it was tried
 * @param behind the later events of its stream, in their order
 */
record Stuck(
        String projection,
        long position,
        UUID eventId,
        @Nullable String event,
        UUID stream,
        @Nullable UUID journey,
        String cause,
        int tries,
        Instant parkedAt,
        List<Behind> behind) {

    /** An event that could perhaps be taken, were it not for the one before. */
    record Behind(long position, UUID eventId, @Nullable String event) {}

    private record Stream(String projection, UUID stream) {}

    /** By read model and position; the letters come in that order, so that the first of a stream is the one that failed. */
    static List<Stuck> of(List<Letter> letters, Map<UUID, String> names) {
        var streams = new LinkedHashMap<Stream, List<Letter>>();
        for (var letter : letters) {
            streams.computeIfAbsent(new Stream(letter.projection(), letter.stream()), _ -> new ArrayList<>())
                    .add(letter);
        }
        return streams.values().stream().map(stream -> first(stream, names)).toList();
    }

    private static Stuck first(List<Letter> stream, Map<UUID, String> names) {
        var first = stream.getFirst();
        var event = names.get(first.eventId());
        return new Stuck(
                first.projection(),
                first.position(),
                first.eventId(),
                event,
                first.stream(),
                event != null && event.startsWith("journey.") ? first.stream() : null,
                first.cause(),
                first.tries(),
                first.parkedAt(),
                stream.stream()
                        .skip(1)
                        .map(letter -> new Behind(letter.position(), letter.eventId(), names.get(letter.eventId())))
                        .toList());
    }
}
