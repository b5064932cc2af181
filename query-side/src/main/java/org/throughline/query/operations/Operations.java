package org.throughline.query.operations;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.query.feed.DeadLetters;
import org.throughline.query.feed.DeadLetters.Letter;
import org.throughline.query.feed.DeadLetters.Skipping;
import org.throughline.query.feed.Feed;
import org.throughline.query.feed.RecordLog;
import org.throughline.query.feed.Skips;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.signin.Actor;

/** What administrators can see and steer, for the page and for programs. */
@Component
class Operations {
    private final Feed feed;
    private final DeadLetters deadLetters;
    private final Skips skips;
    private final RecordLog log;

    Operations(Feed feed, DeadLetters deadLetters, Skips skips, RecordLog log) {
        this.feed = feed;
        this.deadLetters = deadLetters;
        this.skips = skips;
        this.log = log;
    }

    List<Feed.Status> projections() {
        return feed.status();
    }

    /** How it goes on is told by its progress; how it fails, too. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void rebuild(String name) {
        feed.rebuild(known(name));
    }

    List<Stuck> stuck() {
        var letters = deadLetters.all();
        return Stuck.of(letters, log.names(letters.stream().map(Letter::eventId).toList()));
    }

    /** The one at a position, to be asked about. */
    Stuck stuck(String name, long position) {
        var projection = known(name);
        return stuck().stream()
                .filter(stuck -> stuck.projection().equals(projection) && stuck.position() == position)
                .findFirst()
                .orElseThrow(() -> notWaiting(name, position));
    }

    int retry(String name) {
        return feed.retryDeadLetters(known(name));
    }

    int retry(String name, UUID stream) {
        return feed.retryDeadLetters(known(name), stream);
    }

    List<Skips.Skip> skips() {
        return skips.all();
    }

    /**
     * Leaves an event out.
     *
     * @return how many events were taken that waited behind it
     */
    int skip(String name, long position, Actor actor, String reason) {
        return switch (feed.skip(known(name), position, actor.id(), reason)) {
            case Skipping.Skipped skipped -> skipped.taken();
            case Skipping.NotWaiting _ -> throw notWaiting(name, position);
            case Skipping.Behind behind ->
                throw new Refused(
                        Problem.WAITS_BEHIND,
                        "The event at position %d of %s waits behind the one at position %d of its stream, which could not be taken."
                                .formatted(position, name, behind.position()));
            case Skipping.OfAnotherVersion _ ->
                throw new Refused(
                        Problem.UNAVAILABLE,
                        "The read model " + name + " is looked after by nodes of another version now.");
        };
    }

    private static Refused notWaiting(String name, long position) {
        return new Refused(Problem.NOT_WAITING, "Nothing waits at position %d of %s.".formatted(position, name));
    }

    private String known(String name) {
        if (!feed.projections().contains(name)) {
            throw new Refused(Problem.NOT_FOUND, "There is no read model of this name.");
        }
        return name;
    }
}
