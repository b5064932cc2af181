package org.throughline.command.problems;

import jakarta.validation.ConstraintViolation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.throughline.command.problems.Problem.FieldError;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.command.submission.StaleVersion;
import org.throughline.events.Coded;
import org.throughline.events.privacy.KeyDestroyed;
import org.throughline.events.privacy.KeyStoreUnavailable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns everything that can go wrong with a command into a problem. None of them repeats what was sent. */
@RestControllerAdvice(basePackages = "org.throughline.command")
class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refused refused) {
        var rule = refused.rule();
        var problem = Problem.of(status(rule.kind()), rule.code(), rule.sentence(), refused.detail(), rule.whatToDo())
                .withConflicts(refused.conflicts());
        var field = refused.field();
        return answer(
                field == null
                        ? problem
                        : problem.withErrors(List.of(new FieldError(field, rule.code(), refused.detail()))));
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
        return answer(Problem.of(
                        412,
                        "stale-version",
                        "Something was recorded meanwhile",
                        "This was made for version " + stale.expected() + ", and the journey is at version "
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
                .map(error -> new FieldError(error.getField(), code(error), message(error.getDefaultMessage())))
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

    private static Problem invalidFields(List<FieldError> errors) {
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
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimit.TooLarge) {
                return answer(BodyLimit.tooLarge());
            }
        }
        return switch (unreadable.getCause()) {
            case StreamReadException malformed -> answer(malformed(place(malformed)));
            case UnrecognizedPropertyException unknown ->
                answer(invalidFields(
                        List.of(new FieldError(path(unknown), "unknown-field", "There is no such field."))));
            case InvalidFormatException wrong ->
                answer(invalidFields(List.of(new FieldError(path(wrong), "invalid-format", expected(wrong)))));
            case DatabindException wrong ->
                answer(invalidFields(
                        List.of(new FieldError(path(wrong), "invalid-format", "This is not of the expected form."))));
            case null, default -> answer(malformed("The body cannot be read."));
        };
    }

    private static Problem malformed(String detail) {
        return Problem.of(400, "malformed-json", "Not JSON", detail, "Send one JSON object in UTF-8.");
    }

    private static String place(StreamReadException malformed) {
        var at = malformed.getLocation();
        return at == null
                ? "The body is not JSON."
                : "The body is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
    }

    private static String path(JacksonException wrong) {
        return wrong.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String expected(InvalidFormatException wrong) {
        var type = wrong.getTargetType();
        var constants = type == null ? null : type.getEnumConstants();
        if (constants instanceof Coded[] coded) {
            return "Unknown code; one of: "
                    + Arrays.stream(coded).map(Coded::code).collect(Collectors.joining(", ")) + ".";
        }
        if (constants != null) {
            return "Unknown code; one of: "
                    + Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", ")) + ".";
        }
        return switch (type == null ? "" : type.getSimpleName()) {
            case "Instant" -> "A moment is needed, like 2026-01-31T14:00:00Z.";
            case "LocalDate" -> "A day is needed, like 2026-01-31.";
            case "ZoneId" -> "A time zone is needed, like America/New_York.";
            case "UUID", "PatientId", "JourneyId", "ProgramId", "SessionId", "EntryId" -> "An id (UUID) is needed.";
            case "Integer", "int", "Long", "long" -> "A whole number is needed.";
            default -> "This is not of the expected form.";
        };
    }

    @ExceptionHandler
    ResponseEntity<Problem> mismatch(MethodArgumentTypeMismatchException mismatch) {
        return answer(Problem.of(404, "not-found", "Not found", "There is nothing at this address.", "Check the id."));
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
    ResponseEntity<Problem> media(HttpMediaTypeNotSupportedException unsupported) {
        return answer(Problem.of(
                415,
                "unsupported-media-type",
                "Not JSON",
                "A command is sent as application/json.",
                "Set the header Content-Type."));
    }

    @ExceptionHandler
    ResponseEntity<Problem> method(HttpRequestMethodNotSupportedException unsupported) {
        return answer(Problem.of(
                405, "method-not-allowed", "Not allowed", "Commands are sent by POST.", "Use the method POST."));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unavailable(KeyStoreUnavailable unavailable) {
        LOG.error("The key store does not answer", unavailable.getCause());
        return retry("The key store does not answer; nothing was recorded.");
    }

    static ResponseEntity<Problem> retry(String detail) {
        return ResponseEntity.status(503)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(
                        503,
                        "unavailable",
                        "Not available right now",
                        detail,
                        "Send it again in a moment, with the same Idempotency-Key."));
    }

    @ExceptionHandler
    void denied(AccessDeniedException denied) {
        throw denied;
    }

    @ExceptionHandler
    ResponseEntity<Problem> unexpected(Exception unexpected) {
        var correlation = UUID.randomUUID().toString();
        LOG.error(
                "Unexpected, correlation {}: {}",
                correlation,
                Optional.ofNullable(unexpected.getCause())
                        .orElse(unexpected)
                        .getClass()
                        .getName());
        LOG.debug("Correlation {}", correlation, unexpected);
        return answer(Problem.of(
                        500,
                        "unexpected",
                        "Something went wrong",
                        "The command could not be carried out, and it is our fault.",
                        "Send it again with the same Idempotency-Key; if it fails again, ask for help and quote the"
                                + " correlation.")
                .withCorrelation(correlation));
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
