package org.throughline.command.problems;

import jakarta.servlet.FilterChain;
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
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.throughline.command.record.NodeClock;

/**
 * Answers where this node cannot: while its clock is wrong, and where the database of the sessions goes away before anybody
 * has looked at the command.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class NotNow extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(NotNow.class);

    private final ProblemWriter problems;
    private final NodeClock clock;

    NotNow(ProblemWriter problems, NodeClock clock) {
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !BodyLimit.path(request).startsWith("/api/record/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (clock.isWrong()) {
            answer(response, Problems.WRONG_CLOCK);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            if (response.isCommitted() || !isPassing(failure)) {
                throw failure;
            }
            LOG.error("The database of the sessions does not answer", Faults.withoutMessages(failure));
            response.reset();
            answer(response, "The database of the sessions does not answer.");
        }
    }

    private static boolean isPassing(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof DataAccessException || cause instanceof TransactionException);
    }

    private void answer(HttpServletResponse response, String detail) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER);
        problems.write(response, Problems.unavailable(detail));
    }
}
