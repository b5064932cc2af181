package org.throughline.command.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.command.correlation.Correlation;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.StaleVersion;

/**
 * Why a request was not carried out, by RFC 9457. Nothing was changed, unless the detail says that it was recorded.
 *
 * @param type stable and the same for every such refusal: {@code /problems/<code>}, which is a page, too
 * @param title what kind of refusal it is
 * @param status the HTTP status
 * @param detail what is wrong this time, in a sentence
 * @param whatToDo what to do next
 * @param errors what is wrong by field, if fields are
 * @param conflicts the entries that stand against it, if entries do
 * @param meanwhile what was recorded since the version that the request was made for
 * @param correlation the request's, to quote when asking for help
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(
        description =
                "Why a request was not carried out, by RFC 9457. Nothing was changed, unless the detail says that it was"
                        + " recorded.",
        requiredProperties = {"type", "title", "status", "detail", "whatToDo"})
public record Problem(
        @Schema(
                description = "The same for every such refusal; a page that explains it, too.",
                format = "uri-reference")
        String type,

        String title,
        int status,
        String detail,
        String whatToDo,
        List<FieldError> errors,
        List<Refused.Conflict> conflicts,
        List<StaleVersion.Meanwhile> meanwhile,

        @Schema(description = "To quote when asking for help; also in the header X-Correlation-Id.", format = "uuid")
        @Nullable
        String correlation) {

    /**
     * What is wrong with one field.
     *
     * @param field its path in the body, or the name of a header or parameter
     * @param code stable, for programs
     * @param message for people
     */
    @Schema(
            description = "What is wrong with one field, header or parameter.",
            requiredProperties = {"field", "code", "message"})
    public record FieldError(String field, String code, String message) {}

    static Problem of(int status, String code, String title, String detail, String whatToDo) {
        return new Problem(
                "/problems/" + code,
                title,
                status,
                detail,
                whatToDo,
                List.of(),
                List.of(),
                List.of(),
                Correlation.current());
    }

    Problem withErrors(List<FieldError> fields) {
        return new Problem(type, title, status, detail, whatToDo, fields, conflicts, meanwhile, correlation);
    }

    Problem withConflicts(List<Refused.Conflict> entries) {
        return new Problem(type, title, status, detail, whatToDo, errors, entries, meanwhile, correlation);
    }

    Problem withMeanwhile(List<StaleVersion.Meanwhile> events) {
        return new Problem(type, title, status, detail, whatToDo, errors, conflicts, events, correlation);
    }
}
