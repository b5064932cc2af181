package org.throughline.query.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.throughline.query.feed.Positions;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;

/** Whoever has just recorded something reads it with {@code ?at-least=<position>}: the answer waits for that position. */
@Component
class Freshness implements WebMvcConfigurer, HandlerInterceptor {
    private static final String[] READ_MODELS = {"timeline", "attendance", "identity", "program", "session"};

    private final Positions positions;

    Freshness(Positions positions) {
        this.positions = positions;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var wanted = request.getParameter("at-least");
        if (wanted != null && !positions.await(position(wanted), models(request.getRequestURI()))) {
            if (positions.recorded() < position(wanted)) {
                throw new Refused(
                        Problem.NOT_RECORDED,
                        "Position " + position(wanted) + " is asked for, and the record ends before it.");
            }
            response.setHeader("Retry-After", "1");
            throw new Refused(Problem.NOT_YET, "Position " + position(wanted) + " is not in the read models yet.");
        }
        return true;
    }

    private static String[] models(String path) {
        return path.contains("/outcomes") ? new String[] {"outcome", "program"} : READ_MODELS;
    }

    private static long position(String wanted) {
        try {
            return Long.parseUnsignedLong(wanted);
        } catch (NumberFormatException e) {
            throw new Refused(Problem.INVALID, "“at-least” is a position in the record: a whole number.");
        }
    }
}
