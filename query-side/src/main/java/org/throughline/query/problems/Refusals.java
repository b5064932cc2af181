package org.throughline.query.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.throughline.events.privacy.KeyStoreUnavailable;

/** Turns what goes wrong in a controller of the query side into an answer with a clear sentence. */
@ControllerAdvice("org.throughline.query")
@Order(Ordered.LOWEST_PRECEDENCE)
class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Problems problems;

    Refusals(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    Object refused(Refused refused, HttpServletRequest request) {
        return problems.answer(request.getRequestURI(), refused.problem(), refused.detail(), List.of());
    }

    @ExceptionHandler
    Object notValid(MethodArgumentNotValidException invalid, HttpServletRequest request) {
        var errors = invalid.getBindingResult().getFieldErrors().stream()
                .map(error -> new Problems.FieldError(error.getField(), "invalid", "" + error.getDefaultMessage()))
                .toList();
        return problems.answer(request.getRequestURI(), Problem.INVALID, "Some fields are not right.", errors);
    }

    @ExceptionHandler
    Object mismatch(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
        var error = new Problems.FieldError(mismatch.getName(), "invalid", "This is not a valid value.");
        return problems.answer(
                request.getRequestURI(), Problem.INVALID, "“" + mismatch.getName() + "” is not valid.", List.of(error));
    }

    @ExceptionHandler
    Object unreadable(HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof QuestionLimit.TooLarge) {
                return problems.answer(request.getRequestURI(), Problem.TOO_LARGE, QuestionLimit.DETAIL, List.of());
            }
        }
        return problems.answer(
                request.getRequestURI(), Problem.INVALID, "The body is not the JSON that is expected.", List.of());
    }

    @ExceptionHandler
    Object unreadable(InvalidParameterException unreadable, HttpServletRequest request) {
        return problems.answer(
                request.getRequestURI(), Problem.INVALID, "A parameter is not encoded as UTF-8 in %XX.", List.of());
    }

    @ExceptionHandler
    Object keysAway(KeyStoreUnavailable away, HttpServletRequest request, HttpServletResponse response) {
        LOG.warn("The key store does not answer");
        response.setHeader(HttpHeaders.RETRY_AFTER, NotNow.RETRY_AFTER);
        return problems.answer(
                request.getRequestURI(),
                Problem.UNAVAILABLE,
                "The key store does not answer, so personal data cannot be shown.",
                List.of());
    }

    /** Whoever asked has gone away: there is nobody to answer. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {
        LOG.debug("The one who asked has gone away");
    }

    /** Security answers these itself; everything else that Spring names a status for keeps it. */
    @ExceptionHandler
    Object other(Exception other, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (other instanceof AccessDeniedException || other instanceof AuthenticationException) {
            throw other;
        }
        if (NotNow.isPassing(other)) {
            LOG.warn("A database does not answer");
            response.setHeader(HttpHeaders.RETRY_AFTER, NotNow.RETRY_AFTER);
            return problems.answer(
                    request.getRequestURI(), Problem.UNAVAILABLE, "A database does not answer.", List.of());
        }
        if (other instanceof ErrorResponse named) {
            var problem = Problem.of(named.getStatusCode().value());
            return problems.answer(request.getRequestURI(), problem, problem.title() + ".", List.of());
        }
        LOG.error("Unexpected at {} {}", request.getMethod(), request.getRequestURI(), Faults.withoutMessages(other));
        return problems.answer(
                request.getRequestURI(), Problem.UNEXPECTED, Problem.UNEXPECTED.title() + ".", List.of());
    }
}
