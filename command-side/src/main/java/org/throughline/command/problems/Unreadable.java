package org.throughline.command.problems;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.throughline.command.problems.Problem.FieldError;
import org.throughline.events.Coded;
import org.throughline.events.DischargeReason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says why a body cannot be read, and where, without repeating a value from it. */
final class Unreadable {
    private static final String ONE_OBJECT = "One JSON object is needed, and nothing after it.";
    private static final String FORM = "invalid-format";

    private Unreadable() {}

    static Problem problem(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimit.TooLarge) {
                return BodyLimit.tooLarge();
            }
        }
        return switch (unreadable.getCause()) {
            case StreamConstraintsException ignored ->
                malformed("The body is nested too deeply, or a name or number in it is too long.");
            case InputCoercionException wrong -> field(wrong, FORM, "This number is too large.");
            case StreamReadException malformed -> malformed(malformed);
            case DatabindException wrong
            when wrong.getPath().isEmpty() && !(wrong instanceof InvalidTypeIdException) -> malformed(ONE_OBJECT);
            case DatabindException wrong -> unfit(wrong);
            case null -> malformed("The body is missing. " + ONE_OBJECT);
            default -> malformed("The body cannot be read.");
        };
    }

    private static Problem unfit(DatabindException wrong) {
        return switch (wrong) {
            case Unfit unfit -> field(unfit, unfit.code(), unfit.sentence());
            case UnrecognizedPropertyException unknown -> field(unknown, "unknown-field", "There is no such field.");
            case InvalidTypeIdException kind -> kind(kind);
            case InvalidFormatException format -> format(format);
            case ValueInstantiationException refused
            when refused.getType() != null && refused.getType().isEnumType() ->
                codes(refused, refused.getType().getRawClass());
            case MismatchedInputException mismatch -> field(mismatch, FORM, expected(mismatch.getTargetType()));
            default -> field(wrong, FORM, expected(null));
        };
    }

    private static Problem kind(InvalidTypeIdException kind) {
        var kinds = kind.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
        var names = kinds == null
                ? ""
                : Arrays.stream(kinds.value()).map(JsonSubTypes.Type::name).collect(Collectors.joining(", "));
        var sentence = "The kind is needed, as the address says it where it says one: one of " + names + ".";
        var at = Fields.path(kind);
        return Problems.invalidFields(List.of(new FieldError(at.isEmpty() ? "kind" : at + ".kind", FORM, sentence)));
    }

    private static Problem format(InvalidFormatException wrong) {
        var type = wrong.getTargetType();
        return type != null && type.isEnum() ? codes(wrong, type) : field(wrong, FORM, expected(type));
    }

    private static Problem codes(DatabindException wrong, Class<?> list) {
        var codes = Arrays.stream(list.getEnumConstants()).map(Unreadable::code).collect(Collectors.joining(", "));
        return field(wrong, "unknown-code", "Unknown code; one of: " + codes + ".");
    }

    private static String code(Object constant) {
        return switch (constant) {
            case Coded coded -> coded.code();
            case DischargeReason reason -> Integer.toString(reason.code());
            default -> constant.toString();
        };
    }

    private static String expected(@Nullable Class<?> type) {
        return switch (type == null ? "" : type.getSimpleName()) {
            case "LocalDate" -> "A day is needed, like 2026-01-31.";
            case "ZoneId" -> "A time zone is needed, like America/New_York.";
            case "UUID", "PatientId", "JourneyId", "ProgramId", "SessionId", "EntryId" -> "An id (UUID) is needed.";
            case "DischargeReason" -> "A code is needed: a number from 1 to 7.";
            case "Integer", "int", "Long", "long" -> "A whole number is needed, without quotes.";
            case "List", "ArrayList" -> "A list is needed.";
            default -> "This is not of the expected form.";
        };
    }

    private static Problem field(JacksonException wrong, String code, String sentence) {
        return Problems.invalidFields(List.of(new FieldError(Fields.path(wrong), code, sentence)));
    }

    private static Problem malformed(StreamReadException malformed) {
        var at = malformed.getLocation();
        var place =
                at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        // the parser has no type of its own for it
        return String.valueOf(malformed.getOriginalMessage()).startsWith("Duplicate")
                ? malformed("A field is there twice" + place + ".")
                : malformed("The body is not JSON" + place + ".");
    }

    private static Problem malformed(String detail) {
        return Problem.of(400, "malformed-json", "Not JSON", detail, "Send one JSON object in UTF-8.");
    }
}
