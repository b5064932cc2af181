package org.throughline.command.problems;

import jakarta.validation.ConstraintViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.throughline.command.correlation.Correlation;
import org.throughline.command.problems.Problem.FieldError;
import org.throughline.command.record.ClockAhead;
import org.throughline.command.record.RecordUnavailable;
import org.throughline.command.submission.RecordedUnfinished;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.command.submission.StaleVersion;
import org.throughline.events.privacy.KeyDestroyed;
import org.throughline.events.privacy.KeyLost;
import org.throughline.events.privacy.KeyStoreUnavailable;

/** Turns everything that can go wrong with a command into a problem. None of them repeats what was sent. */
@RestControllerAdvice(basePackages = "org.throughline.command")
class Problems {
    static final String WRONG_CLOCK = "The clock of this server is wrong; nothing was recorded.";

    /** Seconds until it is worth sending again. */
    static final String RETRY_AFTER = "2";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refused refused) {
        var rule = refused.rule();
        var problem = Problem.of(status(rule.kind()), rule.code(), rule.sentence(), refused.detail(), rule.whatToDo())
                .withConflicts(refused.conflicts());
        return answer(problem.withErrors(refused.problems().stream()
                .map(wrong ->
                        new FieldError(Fields.path(wrong.field()), wrong.rule().code(), wrong.detail()))
                .toList()));
    }

    private static int status(Rule.Kind kind) {
        return switch (kind) {
            case INVALID -> 422;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
        };
    }

    @ExceptionHandler
    ResponseEntity<Problem> stale(StaleVersion stale) {
        if (stale.expected() > stale.version()) {
            return answer(Problem.of(
                    412,
                    "stale-version",
                    "The record does not have this version",
                    "This was made for version " + stale.expected() + ", and the record has only version "
                            + stale.version()
                            + ": either there never was such a version, or the record was restored to an"
                            + " earlier moment since.",
                    "Look at what is recorded now, and decide again."));
        }
        return answer(Problem.of(
                        412,
                        "stale-version",
                        "Something was recorded meanwhile",
                        "This was made for version " + stale.expected() + ", and by now it is version "
                                + stale.version() + ".",
                        "Look at what was recorded meanwhile, and decide again.")
                .withMeanwhile(stale.meanwhile()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> erased(KeyDestroyed destroyed) {
        var rule = Rule.PERSONAL_DATA_ERASED;
        return answer(Problem.of(status(rule.kind()), rule.code(), rule.sentence(), rule.sentence(), rule.whatToDo()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(MethodArgumentNotValidException invalid) {
        var errors = invalid.getBindingResult().getFieldErrors().stream()
                .map(error ->
                        new FieldError(Fields.path(error.getField()), code(error), message(error.getDefaultMessage())))
                .toList();
        return answer(invalidFields(errors));
    }

    private static String code(org.springframework.validation.FieldError error) {
        if (error.contains(ConstraintViolation.class)) {
            var constraint = error.unwrap(ConstraintViolation.class)
                    .getConstraintDescriptor()
                    .getAnnotation()
                    .annotationType()
                    .getSimpleName();
            return constraint.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
        }
        return "invalid";
    }

    private static String message(@Nullable String message) {
        return message == null ? "is not valid" : message;
    }

    static Problem invalidFields(List<FieldError> errors) {
        return Problem.of(
                        422,
                        Rule.INVALID.code(),
                        Rule.INVALID.sentence(),
                        errors.size() == 1 ? "One field is not valid." : errors.size() + " fields are not valid.",
                        Rule.INVALID.whatToDo())
                .withErrors(errors);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException unreadable) {
        return answer(Unreadable.problem(unreadable));
    }

    @ExceptionHandler
    ResponseEntity<Problem> mismatch(MethodArgumentTypeMismatchException mismatch) {
        return answer(UnknownAddress.notFound());
    }

    @ExceptionHandler
    ResponseEntity<Problem> precondition(PreconditionRequired missing) {
        return answer(Problem.of(
                        428,
                        "version-required",
                        "The version is missing",
                        "This changes what others may be looking at, so it must say which version it is made for.",
                        "Read the journey, and send its ETag as If-Match.")
                .withErrors(List.of(new FieldError("If-Match", "required", missing.sentence()))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> header(BadHeader bad) {
        return answer(Problem.of(400, "bad-header", "A header is not valid", bad.sentence(), "Correct the header.")
                .withErrors(List.of(new FieldError(bad.header(), "invalid-format", bad.sentence()))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unavailable(RecordUnavailable unavailable) {
        LOG.error("The record does not answer", unavailable.getCause());
        return retry("The record does not answer; it is not sure whether the command was carried out.");
    }

    @ExceptionHandler
    ResponseEntity<Problem> ahead(ClockAhead ahead) {
        LOG.error("Nothing is recorded: {}", ahead.getMessage());
        return retry(WRONG_CLOCK);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unavailable(KeyStoreUnavailable unavailable) {
        LOG.error("The key store does not answer", unavailable.getCause());
        return retry("The key store does not answer; nothing was recorded.");
    }

    @ExceptionHandler
    ResponseEntity<Problem> lost(KeyLost lost) {
        LOG.error("A patient's key is missing in the key store, so nothing personal is recorded for that patient");
        return answer(Problem.of(
                503,
                "key-lost",
                "The key of this patient is missing",
                "The key store has lost the key of this patient, so no note and no identity can be sealed with it;"
                        + " nothing was recorded.",
                "Tell your administrator that a key is missing. What has no free text can be recorded."));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unfinished(RecordedUnfinished unfinished) {
        LOG.error("A key that the record orders destroyed is not destroyed yet", unfinished.getCause());
        return later(Problem.of(
                503,
                "destruction-pending",
                "Recorded, and not done yet",
                "The erasure is recorded, and the personal data is shown to nobody any more; but the key store does not"
                        + " answer, so the key is not destroyed yet. That is tried again until it is.",
                "Send it again in a moment, with the same Idempotency-Key: it is answered once the key is destroyed."));
    }

    private static ResponseEntity<Problem> retry(String detail) {
        return later(unavailable(detail));
    }

    static Problem unavailable(String detail) {
        return Problem.of(
                503,
                "unavailable",
                "Not available right now",
                detail,
                "Send it again in a moment, with the same Idempotency-Key.");
    }

    private static ResponseEntity<Problem> later(Problem problem) {
        return ResponseEntity.status(problem.status())
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    void denied(AccessDeniedException denied) {
        throw denied;
    }

    @ExceptionHandler
    ResponseEntity<Problem> unexpected(Exception unexpected) {
        LOG.error("Unexpected, correlation {}", Correlation.current(), Faults.withoutMessages(unexpected));
        return answer(Problem.of(
                500,
                "unexpected",
                "Something went wrong",
                "The command could not be carried out, and it is our fault.",
                "Send it again with the same Idempotency-Key; if it fails again, ask for help and quote the"
                        + " correlation."));
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
