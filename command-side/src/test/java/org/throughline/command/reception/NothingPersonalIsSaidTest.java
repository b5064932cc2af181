package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@OverHttp
@Isolated("what is said is listened to")
@ExtendWith(OutputCaptureExtension.class)
class NothingPersonalIsSaidTest {
    private static final List<String> PERSONAL =
            List.of("Quillfeather", "1977-03-09", "555-0199", "quill@example.org", "MRN-4711", "Drank on Friday");

    @Autowired
    private Client client;

    @Test
    void in_an_answer_or_in_a_log(CapturedOutput output) {
        var good = """
                {"programId": "%s", "name": {"given": "Quillfeather", "family": "Quillfeather"},
                 "birthDate": "1977-03-09", "contact": {"telephone": "555-0199", "email": "quill@example.org"},
                 "identifiers": [{"system": "ehr", "value": "MRN-4711"}]}""".formatted(client.program());
        var journey = "/journeys/" + client.journey();
        var note = ", \"note\": \"Drank on Friday\"}";

        var answers = List.of(
                client.send(client.clinician(), "/patients", good),
                client.send(client.clinician(), "/patients", good.replace("1977-03-09", "1977-03-09x")),
                client.send(client.clinician(), "/patients", good.replace("\"Quillfeather\"", "[\"Quillfeather\"]")),
                client.send(client.clinician(), "/patients", good.replace("]", "")),
                client.send(client.clinician(), "/patients", good.replace("MRN-4711", "MRN-4711".repeat(50))),
                client.send(client.clinician(), "/patients", good.replace(client.program(), Client.someId())),
                client.send(client.clinician(), "/patients", good.replace("\"value\"", "\"MRN-4711 of the patient\"")),
                client.send(client.clinician(), "/patients", good + good),
                client.send(client.clinician(), "/patients", good, "Idempotency-Key", "Quillfeather MRN-4711"),
                client.send(Bearer.expired(), "/patients", good),
                client.send(client.clinician(), "/sessions", good),
                client.send(
                        client.clinician(),
                        journey + "/relapses",
                        Client.relapse().replace("}", note)),
                client.send(
                        client.clinician(),
                        journey + "/relapses",
                        Client.relapse().replace("self", "Drank on Friday")),
                client.send(
                        client.clinician(),
                        journey + "/discharge",
                        Client.discharge().replace("}", note),
                        "If-Match",
                        "\"7\""),
                client.send(
                        client.clinician(),
                        "/journeys/" + Client.someId() + "/relapses",
                        Client.relapse().replace("}", note)));

        assertThat(answers)
                .extracting(answer -> answer.getResponse().getStatus())
                .contains(201, 400, 401, 403, 404, 412, 422);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(Client.text(answer)).doesNotContain(PERSONAL.toArray(String[]::new)));
        assertThat(output.getAll()).doesNotContain(PERSONAL.toArray(String[]::new));
    }
}
