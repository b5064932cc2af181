package org.throughline.command.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.command.problems.Problem;
import org.throughline.command.reception.Asked;

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
            summary = "All imports of this node",
            description = "All imports of this node, the latest first.")
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
            description = "Create an import by its mapping, which says what the columns of the file mean.",
            requestBody =
                    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Mapping.class))))
    ResponseEntity<ImportStatus> create(@Parameter(hidden = true) Asked asked, HttpServletRequest request)
            throws IOException {
        var mapping = request.getInputStream().readNBytes((int) Imports.LARGEST_MAPPING + 1);
        if (mapping.length > Imports.LARGEST_MAPPING) {
            throw ImportRefused.tooLarge(Imports.LARGEST_MAPPING);
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
                            + " tells everything that is wrong.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string"))
                            }))
    ImportStatus file(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        return imports.file(id, request.getInputStream());
    }

    @PostMapping("/{id}/run")
    @Operation(
            operationId = "runImport",
            summary = "Record an import",
            description =
                    "Record it, or go on with it after it was cancelled or interrupted. What is recorded already is"
                            + " left as it is.")
    ResponseEntity<ImportStatus> run(@Parameter(hidden = true) Asked asked, @PathVariable UUID id) {
        return ResponseEntity.accepted().body(imports.run(id, asked.actor()));
    }

    @PostMapping("/{id}/cancellation")
    @Operation(
            operationId = "cancelImport",
            summary = "Stop an import",
            description = "Stop it after the row it is at. What is recorded stays.")
    ImportStatus cancel(@PathVariable UUID id) {
        return imports.cancel(id);
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(ImportRefused refused) {
        return problem(new Problem(
                "/problems/" + refused.code(),
                "Not possible",
                refused.status(),
                String.valueOf(refused.getMessage()),
                "Look at how the import stands.",
                List.of(),
                List.of(),
                List.of(),
                null));
    }

    @ExceptionHandler
    ResponseEntity<Problem> mapping(MappingNotUnderstood wrong) {
        return problem(new Problem(
                "/problems/mapping-not-understood",
                "The mapping is not understood",
                422,
                "The mapping is not JSON, or says something that no mapping says.",
                "Compare it with the documentation of imports.",
                List.of(new Problem.FieldError(wrong.field(), "invalid-format", "This is not of the expected form.")),
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
