package org.throughline.command.journey;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.command.reception.Asked;
import org.throughline.command.reception.Reception;
import org.throughline.command.reception.Recorded;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyId;

/** Taking back and correcting what was recorded on a journey, over REST. */
@RestController
@RequestMapping(
        path = "/api/record/journeys",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Corrections", description = "Taking back what is wrong; the original stays in the history.")
class CorrectionController {
    private final Reception reception;

    CorrectionController(Reception reception) {
        this.reception = reception;
    }

    @PostMapping("/{journey}/entries/{entry}/correction")
    @Operation(
            operationId = "correctEntry",
            summary = "Replace an entry by a right one of the same kind",
            description = "Replace an entry by a right one of the same kind.")
    ResponseEntity<Recorded> correct(
            @Parameter(hidden = true) Asked asked,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @PathVariable UUID journey,
            @PathVariable UUID entry,
            @RequestBody @Valid ChangeRequests.Correction request) {
        var command = correction(asked, journey, entry, request);
        return changed(asked.versionRequired(), journey, "entries/" + entry + "/correction", request, command);
    }

    @PostMapping("/{journey}/entries/{entry}/voiding")
    @Operation(
            operationId = "voidEntry",
            summary = "Let an entry count no more",
            description = "Let an entry count no more.")
    ResponseEntity<Recorded> voidEntry(
            @Parameter(hidden = true) Asked asked,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @PathVariable UUID journey,
            @PathVariable UUID entry,
            @RequestBody @Valid ChangeRequests.Voiding request) {
        var command = new VoidEntry(
                new JourneyId(journey), reception.now(), new EntryId(entry), request.reason(), request.note());
        return changed(asked.versionRequired(), journey, "entries/" + entry + "/voiding", request, command);
    }

    @PostMapping("/{journey}/relapses/{entry}/retraction")
    @Operation(
            operationId = "retractRelapse",
            summary = "Take a reported return to use back",
            description = "Take a reported return to use back.")
    ResponseEntity<Recorded> retract(
            @Parameter(hidden = true) Asked asked,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @PathVariable UUID journey,
            @PathVariable UUID entry,
            @RequestBody @Valid ChangeRequests.Retraction request) {
        var command = new RetractRelapse(
                new JourneyId(journey), reception.now(), new EntryId(entry), request.reason(), request.note());
        return changed(asked.versionRequired(), journey, "relapses/" + entry + "/retraction", request, command);
    }

    @PostMapping("/{journey}/discharge/rescission")
    @Operation(
            operationId = "rescindDischarge",
            summary = "Take the discharge back",
            description = "Take the discharge back.")
    ResponseEntity<Recorded> rescind(
            @Parameter(hidden = true) Asked asked,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @PathVariable UUID journey,
            @RequestBody @Valid ChangeRequests.Rescission request) {
        var command = new RescindDischarge(new JourneyId(journey), reception.now(), request.reason(), request.note());
        return changed(asked.versionRequired(), journey, "discharge/rescission", request, command);
    }

    private CorrectEntry correction(Asked asked, UUID journey, UUID entry, ChangeRequests.Correction request) {
        var id = new JourneyId(journey);
        var now = reception.now();
        var replacement = RequestedEntry.command(
                request.replacement(),
                id,
                new EntryId(reception.newId()),
                now,
                asked.actor().id());
        return new CorrectEntry(id, now, new EntryId(entry), replacement, request.note());
    }

    private ResponseEntity<Recorded> changed(
            Asked asked, UUID journey, String address, Object request, JourneyCommand command) {
        var made = command instanceof CorrectEntry correction
                ? correction.replacement().entryId()
                : null;
        return reception.carryOut(
                asked, command, "journeys/" + journey + "/" + address, request, made, "/api/journeys/{id}");
    }
}
