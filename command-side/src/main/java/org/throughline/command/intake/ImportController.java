package org.throughline.command.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.command.intake.Mapping.Format;
import org.throughline.command.problems.Problem;
import org.throughline.command.reception.Asked;
import org.throughline.command.submission.Rule;

/** Imports over REST: first the mapping, then the file, which is tried at once, then the run. */
@RestController
@RequestMapping(path = "/api/record/imports", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Imports", description = "Taking over journeys from files.")
class ImportController {
    private final Imports imports;

    ImportController(Imports imports) {
        this.imports = imports;
    }

    @GetMapping
    @Operation(
            operationId = "imports",
            summary = "All imports",
            description = "All imports that were not deleted, the latest first, whichever node took or runs them.")
    List<ImportStatus> all() {
        return imports.all();
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "import",
            summary = "How an import stands",
            description = "How an import stands: its progress, and everything that is wrong with it by line and field.")
    ImportStatus one(@PathVariable UUID id) {
        return imports.get(id);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createImport",
            summary = "Create an import by its mapping",
            description = "Create an import by its mapping, which says what the columns of the file mean. What is wrong"
                    + " with the mapping is told by field.",
            requestBody =
                    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Mapping.class))))
    ResponseEntity<ImportStatus> create(@Parameter(hidden = true) Asked asked, HttpServletRequest request)
            throws IOException {
        var mapping = request.getInputStream().readNBytes(Imports.LARGEST_MAPPING + 1);
        if (mapping.length > Imports.LARGEST_MAPPING) {
            throw ImportRefused.mappingTooLarge(Imports.LARGEST_MAPPING);
        }
        try {
            var flaws = MappingCheck.of(Intake.mapping(new ByteArrayInputStream(mapping)))
                    .flaws();
            if (!flaws.isEmpty()) {
                throw new MappingFlawed(flaws);
            }
        } catch (MappingNotUnderstood wrong) {
            // told as a body of any command is told
            throw new HttpMessageNotReadableException(
                    "a mapping", wrong.found(), new ServletServerHttpRequest(request));
        }
        var created = imports.create(mapping, asked.actor());
        return ResponseEntity.created(URI.create("/api/record/imports/" + created.id()))
                .body(created);
    }

    @PutMapping(
            path = "/{id}/file",
            consumes = {"text/csv", "application/x-ndjson", MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(
            operationId = "putImportFile",
            summary = "Send the file and try it",
            description =
                    "Send the file, CSV or NDJSON in UTF-8. It is tried at once: a dry run that records nothing and"
                            + " tells everything that is wrong. A better file can be sent until it is run.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string"))
                            }))
    ImportStatus file(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        var type = MediaType.parseMediaType(request.getContentType());
        if (type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
            throw ImportRefused.otherCharset();
        }
        var format = Stream.of(Format.values())
                .filter(one -> one.mediaType().equals(type.getType() + "/" + type.getSubtype()))
                .findFirst()
                .orElse(null);
        return imports.file(id, format, request.getInputStream());
    }

    @PostMapping("/{id}/run")
    @Operation(
            operationId = "runImport",
            summary = "Record an import",
            description =
                    "Record it, or go on with it after it was cancelled or interrupted. What is recorded already is"
                            + " left as it is. It runs after this answer, on the node that gives it: ask how it"
                            + " stands. If that node ends meanwhile it is INTERRUPTED, and this runs it on.")
    ResponseEntity<ImportStatus> run(@Parameter(hidden = true) Asked asked, @PathVariable UUID id) {
        return ResponseEntity.accepted().body(imports.run(id, asked.actor()));
    }

    @PostMapping("/{id}/cancellation")
    @Operation(
            operationId = "cancelImport",
            summary = "Stop an import",
            description = "Stop it after the row it is at. What is recorded stays, and it can be run on.")
    ImportStatus cancel(@PathVariable UUID id) {
        return imports.cancel(id);
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "deleteImport",
            summary = "Forget an import",
            description = "Forget an import that does not run, and delete its file. What is recorded stays.")
    ResponseEntity<Void> delete(@PathVariable UUID id) throws IOException {
        imports.delete(id);
        return ResponseEntity.noContent().build();
    }

    /** A mapping is understood, and cannot be used. */
    static final class MappingFlawed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient List<Flaw> flaws;

        MappingFlawed(List<Flaw> flaws) {
            super(flaws.size() + " flaws of a mapping", null, false, false);
            this.flaws = flaws;
        }
    }

    @ExceptionHandler
    ResponseEntity<Problem> flawed(MappingFlawed flawed) {
        return problem(new Problem(
                "/problems/" + Rule.INVALID.code(),
                Rule.INVALID.sentence(),
                422,
                flawed.flaws.size() == 1 ? "One field is not valid." : flawed.flaws.size() + " fields are not valid.",
                Rule.INVALID.whatToDo(),
                flawed.flaws.stream()
                        .map(flaw -> new Problem.FieldError(flaw.field(), flaw.code(), flaw.message()))
                        .toList(),
                List.of(),
                List.of(),
                null));
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(ImportRefused refused) {
        return problem(new Problem(
                "/problems/" + refused.code(),
                refused.title(),
                refused.status(),
                String.valueOf(refused.getMessage()),
                refused.whatToDo(),
                List.of(),
                List.of(),
                List.of(),
                null));
    }

    private static ResponseEntity<Problem> problem(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
