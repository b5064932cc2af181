package org.throughline.command.problems;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets so many commands in at once as can be carried out, and some more wait a moment. Whoever comes on top of these is
 * told at once to come again: a queue without an end would have all wait until nobody listens for the answer any more.
 * It stands before sign-in and databases, so that turning one away costs next to nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + WaitingRoom.AFTER_THE_FIGURES)
class WaitingRoom extends OncePerRequestFilter {
    /** Those that are turned away are counted with all others, and come before anything is asked of a database. */
    static final int AFTER_THE_FIGURES = 10;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final int COME_AGAIN_WITHIN_SECONDS = 4;

    private final ProblemWriter problems;
    private final Semaphore places;
    private final Semaphore room;
    private final Counter turnedAway;

    /**
     * A waiting room.
     *
     * @param atOnce how many commands may be at work at a time; a little more than there are connections to the record
     * @param waiting how many more may wait for their turn
     */
    WaitingRoom(
            ProblemWriter problems,
            ObjectProvider<MeterRegistry> figures,
            @Value("${throughline.commands.at-once:32}") int atOnce,
            @Value("${throughline.commands.waiting:96}") int waiting) {
        this.problems = problems;
        this.places = new Semaphore(atOnce, true);
        this.room = new Semaphore(atOnce + waiting);
        var registry = figures.getIfAvailable(SimpleMeterRegistry::new);
        this.turnedAway = Counter.builder("throughline.commands.turned.away")
                .description("Commands that were told to come again because too many came at once")
                .register(registry);
        Gauge.builder("throughline.commands.inside", room, inside -> atOnce + waiting - inside.availablePermits())
                .description("Commands that are at work or wait for their turn")
                .register(registry);
    }

    /** A file of an import takes as long as it takes; there are few of them, and each has a limit of its own. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = BodyLimit.path(request);
        return !path.startsWith("/api/record/") || path.startsWith("/api/record/imports");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!room.tryAcquire()) {
            turnAway(response);
            return;
        }
        try {
            if (!placed()) {
                turnAway(response);
                return;
            }
            try {
                chain.doFilter(request, response);
            } finally {
                places.release();
            }
        } finally {
            room.release();
        }
    }

    private boolean placed() {
        try {
            return places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void turnAway(HttpServletResponse response) throws IOException {
        turnedAway.increment();
        // not all at the same moment again
        response.setIntHeader(
                HttpHeaders.RETRY_AFTER, ThreadLocalRandom.current().nextInt(1, COME_AGAIN_WITHIN_SECONDS + 1));
        problems.write(
                response,
                Problem.of(
                        // a connection stays open after it: new ones are what a crowd is slowed by first
                        429,
                        "busy",
                        "Too much at once",
                        "More commands come at this moment than can be recorded. Nothing was recorded of this one.",
                        "Send it again, with the same Idempotency-Key, after the seconds that Retry-After says."));
    }
}
