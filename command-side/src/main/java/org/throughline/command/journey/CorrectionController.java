package org.throughline.command.journey;

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
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.command.reception.Asked;
import org.throughline.command.reception.Reception;
import org.throughline.command.reception.Recorded;
import org.throughline.command.reception.VersionRequired;
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

    @VersionRequired
    @PostMapping("/{journey}/entries/{entry}/correction")
    @Operation(
            operationId = "correctEntry",
            summary = "Replace an entry by a right one of the same kind",
            description =
                    "The wrong entry stays in the history, struck through, and the replacement counts instead of it. Only its author or a supervisor may do it.")
    ResponseEntity<Recorded> correct(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @PathVariable UUID entry,
            @RequestBody @Valid ChangeRequests.Correction request) {
        var command = correction(asked, journey, entry, request);
        return changed(asked, journey, "entries/" + entry + "/correction", request, command);
    }

    @VersionRequired
    @PostMapping("/{journey}/entries/{entry}/voiding")
    @Operation(
            operationId = "voidEntry",
            summary = "Let an entry count no more",
            description =
                    "The entry stays in the history, struck through, and no longer counts. Only its author or a supervisor may do it.")
    ResponseEntity<Recorded> voidEntry(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @PathVariable UUID entry,
            @RequestBody @Valid ChangeRequests.Voiding request) {
        var command = new VoidEntry(
                new JourneyId(journey), reception.now(), new EntryId(entry), request.reason(), request.note());
        return changed(asked, journey, "entries/" + entry + "/voiding", request, command);
    }

    @PostMapping("/{journey}/relapses/{entry}/retraction")
    @Operation(
            operationId = "retractRelapse",
            summary = "Take a reported return to use back",
            description = "The report stays in the history, with the reason why it was not so.")
    ResponseEntity<Recorded> retract(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @PathVariable UUID entry,
            @RequestBody @Valid ChangeRequests.Retraction request) {
        var command = new RetractRelapse(
                new JourneyId(journey), reception.now(), new EntryId(entry), request.reason(), request.note());
        return changed(asked, journey, "relapses/" + entry + "/retraction", request, command);
    }

    @VersionRequired
    @PostMapping("/{journey}/discharge/rescission")
    @Operation(
            operationId = "rescindDischarge",
            summary = "Take the discharge back",
            description =
                    "The journey goes on as if it had not ended; the discharge stays in the history. Only a supervisor may do it.")
    ResponseEntity<Recorded> rescind(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @RequestBody @Valid ChangeRequests.Rescission request) {
        var command = new RescindDischarge(new JourneyId(journey), reception.now(), request.reason(), request.note());
        return changed(asked, journey, "discharge/rescission", request, command);
    }

    private CorrectEntry correction(Asked asked, UUID journey, UUID entry, ChangeRequests.Correction request) {
        var id = new JourneyId(journey);
        var now = reception.now();
        var replacement = request.replacement()
                .command(id, new EntryId(reception.newId()), now, asked.actor().id());
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
