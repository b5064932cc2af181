package org.throughline.command.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers requests that no controller takes: the advice for controllers does not see those. */
@Component
class UnknownAddress implements HandlerExceptionResolver, Ordered {
    private final ProblemWriter problems;

    UnknownAddress(ProblemWriter problems) {
        this.problems = problems;
    }

    /** Before the resolvers that Spring brings. */
    @Override
    public int getOrder() {
        return -1;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception refused) {
        if (!BodyLimit.path(request).startsWith("/api/record/")) {
            return null;
        }
        var problem = switch (refused) {
            case HttpRequestMethodNotSupportedException method ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Not allowed",
                        "This address does not take the method.",
                        "Use the method " + joined(method.getSupportedHttpMethods()) + ".");
            case HttpMediaTypeNotSupportedException type ->
                Problem.of(
                        415,
                        "unsupported-media-type",
                        "Not in the form expected",
                        "This address does not take a body of this form.",
                        "Send the body, and the header Content-Type, as " + joined(type.getSupportedMediaTypes())
                                + ".");
            case HttpMediaTypeNotAcceptableException ignored ->
                Problem.of(
                        406,
                        "not-acceptable",
                        "Only JSON is given",
                        "The answer is application/json.",
                        "Set the header Accept, or leave it out.");
            case NoResourceFoundException ignored -> notFound();
            case NoHandlerFoundException ignored -> notFound();
            default -> null;
        };
        if (problem == null) {
            return null;
        }
        if (refused instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
        }
        try {
            problems.write(response, problem);
            return new ModelAndView();
        } catch (IOException unsent) {
            throw new UncheckedIOException(unsent);
        }
    }

    private static String joined(@Nullable Collection<?> allowed) {
        return allowed == null
                ? "that is described"
                : allowed.stream().map(Object::toString).collect(Collectors.joining(" or "));
    }

    static Problem notFound() {
        return Problem.of(
                404,
                "not-found",
                "Not found",
                "There is nothing at this address.",
                "Check the address and the ids in it.");
    }
}
