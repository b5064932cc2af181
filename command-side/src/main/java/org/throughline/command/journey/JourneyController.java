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
import org.throughline.command.reception.Asked;
import org.throughline.command.reception.Reception;
import org.throughline.command.reception.Recorded;
import org.throughline.command.reception.VersionRequired;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyId;

/** Recording entries on a journey over REST. */
@RestController
@RequestMapping(
        path = "/api/record/journeys",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Journeys", description = "Recording what happens on a journey.")
class JourneyController {
    private final Reception reception;

    JourneyController(Reception reception) {
        this.reception = reception;
    }

    @PostMapping
    @Operation(
            operationId = "enrol",
            summary = "Enrol a patient",
            description =
                    "Begins a journey of a registered patient in a program. A patient has one open journey a program.")
    ResponseEntity<Recorded> enrol(
            @Parameter(hidden = true) Asked asked, @RequestBody @Valid EntryRequest.Enrolment request) {
        return entry(asked, reception.newId(), "", request);
    }

    @PostMapping("/{journey}/attendance")
    @Operation(
            operationId = "recordAttendance",
            summary = "Record that the patient took part in a session",
            description =
                    "The minutes credited are the minutes present unless told otherwise. An attendance can make up for a missed session.")
    ResponseEntity<Recorded> attended(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @RequestBody @Valid EntryRequest.Attendance request) {
        return entry(asked, journey, "attendance", request);
    }

    @PostMapping("/{journey}/absences")
    @Operation(
            operationId = "recordAbsence",
            summary = "Record that the patient missed a session",
            description = "The session must be scheduled, in the past and not cancelled.")
    ResponseEntity<Recorded> missed(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @RequestBody @Valid EntryRequest.Absence request) {
        return entry(asked, journey, "absences", request);
    }

    @PostMapping("/{journey}/relapses")
    @Operation(
            operationId = "reportRelapse",
            summary = "Report a return to use",
            description = "It can be learned of after the discharge, too.")
    ResponseEntity<Recorded> relapsed(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @RequestBody @Valid EntryRequest.Relapse request) {
        return entry(asked, journey, "relapses", request);
    }

    @PostMapping("/{journey}/follow-ups")
    @Operation(
            operationId = "recordFollowUp",
            summary = "Record a follow-up",
            description = "A contact, or an attempt at one, during the journey or after it.")
    ResponseEntity<Recorded> followedUp(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @RequestBody @Valid EntryRequest.FollowUp request) {
        return entry(asked, journey, "follow-ups", request);
    }

    @VersionRequired
    @PostMapping("/{journey}/discharge")
    @Operation(
            operationId = "discharge",
            summary = "End the journey",
            description = "Says the reason and the day of the last contact. Nothing can be attended after it.")
    ResponseEntity<Recorded> discharged(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID journey,
            @RequestBody @Valid EntryRequest.End request) {
        return entry(asked, journey, "discharge", request);
    }

    private ResponseEntity<Recorded> entry(Asked asked, UUID journey, String address, EntryRequest request) {
        var entry = new EntryId(reception.newId());
        var command = request.command(
                new JourneyId(journey), entry, reception.now(), asked.actor().id());
        // the journey's new id is no part of what was asked for
        var at = address.isEmpty() ? "journeys" : "journeys/" + journey + "/" + address;
        return reception.carryOut(asked, command, at, request, entry, "/api/journeys/{id}");
    }
}
