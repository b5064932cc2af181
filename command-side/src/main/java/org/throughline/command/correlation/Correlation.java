package org.throughline.command.correlation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.throughline.command.record.UuidV7Identifiers;

/**
 * The id of what belongs together. A request's is what its caller says in {@code Correlation} or {@code X-Correlation-Id},
 * if that is a UUID, and else a new one: no other text of a caller gets into a log. The events of the request carry it.
 */
public final class Correlation {
    /** The header that a request may bring, and that every answer has. */
    public static final String HEADER = "X-Correlation-Id";

    private static final String TOGETHER_WITH = "Correlation";
    private static final String LOGGED_AS = "correlation";
    private static final String ATTRIBUTE = Correlation.class.getName();
    private static final Pattern UUID_ONLY = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Correlation() {}

    /** The request's, the same however often it is asked for. */
    public static UUID of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof UUID known) {
            return known;
        }
        var correlation =
                said(TOGETHER_WITH, request).or(() -> said(HEADER, request)).orElseGet(UuidV7Identifiers::next);
        request.setAttribute(ATTRIBUTE, correlation);
        return correlation;
    }

    private static Optional<UUID> said(String header, HttpServletRequest request) {
        var values = Collections.list(request.getHeaders(header));
        return values.size() == 1 && UUID_ONLY.matcher(values.getFirst()).matches()
                ? Optional.of(UUID.fromString(values.getFirst()))
                : Optional.empty();
    }

    /** Writes it to every line that this thread logs, until it is closed. */
    public static MDC.MDCCloseable logged(UUID correlation) {
        return MDC.putCloseable(LOGGED_AS, correlation.toString());
    }

    /** What this thread logs under, if it does. */
    public static @Nullable String current() {
        return MDC.get(LOGGED_AS);
    }
}
