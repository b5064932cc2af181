package org.throughline.query.problems;

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
 * Answers so many questions at once as can be answered, and has some more wait a moment. Whoever comes on top of these is
 * told at once to come again: a queue without an end would have all wait until nobody listens for the answer any more. A
 * page that listens takes no place while nothing is told.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + WaitingRoom.AFTER_THE_FIGURES)
class WaitingRoom extends OncePerRequestFilter {
    /** Those that are turned away are counted with all others, and come before anything is asked of a database. */
    static final int AFTER_THE_FIGURES = 10;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final int COME_AGAIN_WITHIN_SECONDS = 4;

    private final Problems problems;
    private final Semaphore places;
    private final Semaphore room;
    private final Counter turnedAway;

    /**
     * A waiting room.
     *
     * @param atOnce how many questions may be worked on at a time; some of them only wait for what was just recorded
     * @param waiting how many more may wait for their turn
     */
    WaitingRoom(
            Problems problems,
            ObjectProvider<MeterRegistry> figures,
            @Value("${throughline.questions.at-once:48}") int atOnce,
            @Value("${throughline.questions.waiting:96}") int waiting) {
        this.problems = problems;
        this.places = new Semaphore(atOnce, true);
        this.room = new Semaphore(atOnce + waiting);
        var registry = figures.getIfAvailable(SimpleMeterRegistry::new);
        this.turnedAway = Counter.builder("throughline.questions.turned.away")
                .description("Questions that were told to come again because too many came at once")
                .register(registry);
        Gauge.builder("throughline.questions.inside", room, inside -> atOnce + waiting - inside.availablePermits())
                .description("Questions that are worked on or wait for their turn")
                .register(registry);
    }

    /** How this node feels is asked most when it is busy, and what a page is made of costs nothing. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getServletPath();
        return path.startsWith("/api/record/")
                || path.startsWith("/actuator/")
                || path.startsWith("/assets/")
                || path.startsWith("/webjars/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!room.tryAcquire()) {
            turnAway(request, response);
            return;
        }
        try {
            if (!placed()) {
                turnAway(request, response);
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

    private void turnAway(HttpServletRequest request, HttpServletResponse response) throws IOException {
        turnedAway.increment();
        // not all at the same moment again
        response.setIntHeader(
                HttpHeaders.RETRY_AFTER, ThreadLocalRandom.current().nextInt(1, COME_AGAIN_WITHIN_SECONDS + 1));
        var detail = "More is asked at this moment than can be answered. Nothing you recorded is lost.";
        problems.writePlainly(request, response, Problem.BUSY, detail);
    }
}
