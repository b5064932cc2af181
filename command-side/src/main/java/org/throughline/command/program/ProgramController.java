package org.throughline.command.program;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.reception.Asked;
import org.throughline.command.reception.Reception;
import org.throughline.command.reception.Recorded;
import org.throughline.events.ProgramId;

/** Programs over REST. */
@RestController
@RequestMapping(
        path = "/api/record/programs",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Programs", description = "Publishing programs and adopting their policies.")
class ProgramController {
    private final Reception reception;

    ProgramController(Reception reception) {
        this.reception = reception;
    }

    @PostMapping
    @Operation(
            operationId = "publishProgram",
            summary = "Publish a program",
            description = "A program needs a policy before sessions can be scheduled and patients enrolled.")
    ResponseEntity<Recorded> publish(
            @Parameter(hidden = true) Asked asked, @RequestBody @Valid PublishProgramRequest request) {
        var command = new PublishProgram(
                new ProgramId(reception.newId()),
                reception.now(),
                request.name(),
                request.levelOfCare(),
                request.population(),
                request.timeZone());
        return reception.carryOut(asked, command, "programs", request, null, "/api/programs");
    }

    @PostMapping("/{program}/policies")
    @Operation(
            operationId = "adoptPolicy",
            summary = "Adopt a policy from a day on",
            description = "Weeks before that day stay judged by the policy in force then.")
    ResponseEntity<Recorded> adopt(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID program,
            @RequestBody @Valid AdoptPolicyRequest request) {
        var command =
                new AdoptPolicy(new ProgramId(program), reception.now(), request.effectiveFrom(), request.adopted());
        return reception.carryOut(asked, command, "programs/" + program + "/policies", request, null, "/api/programs");
    }
}
