package org.throughline.query.correlation;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives every question its correlation, tells it in the answer, and logs one line a request with the pattern of its address:
 * the address itself could hold anything.
 */
@Component
// within the span of the request, so that its line tells the trace
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class CorrelationFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelationFilter.class);
    private static final Pattern BESIDE = Pattern.compile("^/(actuator|assets|webjars|favicon.ico)\\b");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/record/");
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var began = System.nanoTime();
        var correlation = Correlation.of(request);
        response.setHeader(Correlation.HEADER, correlation.toString());
        try (var _ = Correlation.logged(correlation)) {
            var status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
            try {
                chain.doFilter(request, response);
                status = response.getStatus();
            } finally {
                if (request.getDispatcherType() == DispatcherType.REQUEST) {
                    answered(request, status, Duration.ofNanos(System.nanoTime() - began));
                }
            }
        }
    }

    private static void answered(HttpServletRequest request, int status, Duration within) {
        // what is asked for every second, or with every page, would hide the rest
        LOG.atLevel(BESIDE.matcher(request.getServletPath()).find() ? Level.DEBUG : Level.INFO)
                .addKeyValue("route", request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                .addKeyValue("status", status)
                .addKeyValue("milliseconds", within.toMillis())
                .log("Answered");
    }
}
