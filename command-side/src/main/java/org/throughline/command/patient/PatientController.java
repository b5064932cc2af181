package org.throughline.command.patient;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.patient.RegisterPatientRequest.KnownAs;
import org.throughline.command.reception.Asked;
import org.throughline.command.reception.Reception;
import org.throughline.command.reception.Recorded;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.Contact;
import org.throughline.events.Identifier;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;

/** Patients over REST. */
@RestController
@RequestMapping(
        path = "/api/record/patients",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Patients", description = "Registering patients and destroying their personal data.")
class PatientController {
    private final Reception reception;
    private final KeyDestruction destruction;

    PatientController(Reception reception, KeyDestruction destruction) {
        this.reception = reception;
        this.destruction = destruction;
    }

    @PostMapping
    @Operation(
            operationId = "registerPatient",
            summary = "Register a patient",
            description =
                    "Name, birth date, contact and identifiers are stored encrypted under a key of the patient’s own.")
    ResponseEntity<Recorded> register(
            @Parameter(hidden = true) Asked asked, @RequestBody @Valid RegisterPatientRequest request) {
        var contact = request.contact();
        var identifiers = request.identifiers() == null ? List.<KnownAs>of() : request.identifiers();
        var command = new RegisterPatient(
                new PatientId(reception.newId()),
                reception.now(),
                request.programId(),
                new PersonName(request.name().given(), request.name().family()),
                request.birthDate(),
                contact == null ? null : new Contact(contact.telephone(), contact.email(), contact.address()),
                identifiers.stream()
                        .map(known -> new Identifier(known.system(), known.value()))
                        .toList());
        return reception.carryOut(asked, command, "patients", request, null, "/api/patients/{id}");
    }

    @PostMapping("/{patient}/erasure")
    @Operation(
            operationId = "erasePersonalData",
            summary = "Destroy the personal data of a patient for ever",
            description =
                    "The key of the patient is destroyed; the journeys remain, without a name. It is refused while the policy says that the data must be kept.")
    ResponseEntity<Recorded> erase(
            @Parameter(hidden = true) Asked asked,
            @PathVariable UUID patient,
            @RequestBody @Valid ErasureRequest request) {
        var id = new PatientId(patient);
        var key = destruction.keyOf(id).orElseThrow(() -> new Refused(Rule.PATIENT_NOT_FOUND));
        var command = new ErasePersonalData(id, reception.now(), key, request.basis());
        return reception.carryOut(
                asked, command, "patients/" + patient + "/erasure", request, null, "/api/patients/{id}");
    }
}
