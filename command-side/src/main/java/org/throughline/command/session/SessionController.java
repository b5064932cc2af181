package org.throughline.command.session;

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
import org.throughline.command.reception.Asked;
import org.throughline.command.reception.Reception;
import org.throughline.command.reception.Recorded;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.events.SessionId;

/** Sessions over REST. */
@RestController
@RequestMapping(
        path = "/api/record/sessions",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Sessions", description = "Planning sessions and calling them off.")
class SessionController {
    private final Reception reception;

    SessionController(Reception reception) {
        this.reception = reception;
    }

    @PostMapping
    @Operation(
            operationId = "scheduleSession",
            summary = "Schedule a session",
            description = "One meeting of a program, in the past or in the future.")
    ResponseEntity<Recorded> schedule(
            @Parameter(hidden = true) Asked asked, @RequestBody @Valid ScheduleSessionRequest request) {
        var command = new ScheduleSession(
                new SessionId(reception.newId()),
                reception.now(),
                request.programId(),
                request.kind(),
                request.starts(),
                request.minutes(),
                request.modality(),
                request.facilitator(),
                request.capacity(),
                request.group(),
                request.unusualLength());
        return reception.carryOut(asked, command, "sessions", request, null, "/api/sessions");
    }

    @PostMapping("/{session}/cancellation")
    @Operation(
            operationId = "cancelSession",
            summary = "Cancel a session",
            description = "Nobody can attend or miss a cancelled session.")
    ResponseEntity<Recorded> cancel(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID session,
            @RequestBody @Valid CancelSessionRequest request) {
        var command = new CancelSession(new SessionId(session), reception.now(), request.reason());
        return reception.carryOut(
                asked, command, "sessions/" + session + "/cancellation", request, null, "/api/sessions");
    }
}
