package org.throughline.query.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.throughline.query.feed.NodeClock;

/**
 * Answers where this node cannot: while its clock is wrong, for then sessions and tokens would end or live on by it, and
 * where a database goes away outside of any controller, as when the session is looked up or a page is drawn.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class NotNow extends OncePerRequestFilter {
    /** Seconds until it is worth asking again. */
    static final String RETRY_AFTER = "2";

    private static final Logger LOG = LoggerFactory.getLogger(NotNow.class);
    private static final String WRONG_CLOCK = "The clock of this server is wrong.";
    private static final String NO_ANSWER = "A database does not answer.";

    private final Problems problems;
    private final NodeClock clock;

    NotNow(Problems problems, NodeClock clock) {
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/record/")
                || request.getServletPath().startsWith("/actuator/health");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (clock.isWrong()) {
            answer(request, response, WRONG_CLOCK);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            if (response.isCommitted() || !isPassing(failure)) {
                throw failure;
            }
            LOG.warn("A database does not answer");
            response.reset();
            // a failure that was being told when this one came; Tomcat would make it a 500 of its own
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            answer(request, response, NO_ANSWER);
        }
    }

    /** Whether what failed is a database that may answer in a moment. */
    static boolean isPassing(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof DataAccessResourceFailureException
                        || cause instanceof TransientDataAccessException
                        || cause instanceof RecoverableDataAccessException
                        || cause instanceof TransactionException);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        problems.writePlainly(request, response, Problem.UNAVAILABLE, detail);
    }
}
