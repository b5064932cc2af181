package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.throughline.command.record.RecordLog;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import tools.jackson.databind.json.JsonMapper;

@OverHttp
class TextsOfEveryKindTest {
    @Autowired
    private Client client;

    @Autowired
    private RecordLog log;

    @Autowired
    @Qualifier("commandCodec")
    private EventCodec<HistoryEvent> codec;

    @Autowired
    @Qualifier("commandKeyStore")
    private KeyStore keys;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "🧑‍⚕️🎉",
                "محمد",
                "שָׂרָה",
                "\u202Eright to left",
                "O'Brien'); DROP TABLE event; --",
                "<script>alert('hello')</script>",
                "{{7*7}}${7*7}%s%n\\",
                "\u0001\t\n\u007f\u2028",
                "Z̷̢̛a̶l̵g̴o",
                "Null",
            })
    void keeps_a_text_as_it_was_given(String text) {
        var registered = client.send(client.clinician(), "/patients", """
                {"programId": "%1$s", "name": {"given": %2$s, "family": %2$s}, "birthDate": "1990-05-17",
                 "contact": {"telephone": %2$s, "email": %2$s, "address": %2$s},
                 "identifiers": [{"system": "ehr", "value": %2$s}]}""".formatted(client.program(), json(text)));
        assertThat(registered).hasStatus(201);

        var patient = (PatientRegistered) first(Client.read(registered, "$.id"));
        var name = patient.name().ifKnown().orElseThrow();
        assertThat(name.given()).isEqualTo(text);
        assertThat(name.family()).isEqualTo(text);
        var published = client.send(client.admin(), "/programs", Client.PROGRAM.replace("\"Riverside\"", json(text)));
        assertThat(((ProgramPublished) first(Client.read(published, "$.id"))).name())
                .isEqualTo(text);
    }

    @Test
    void keeps_a_note_as_it_was_given() {
        var journey = client.journey();
        var note = "<img src=x onerror=alert(1)> '; DELETE FROM event; -- 🙂 שלום";

        assertThat(client.send(
                        client.clinician(),
                        "/journeys/" + journey + "/follow-ups",
                        Client.followUp().replace("}", ", \"note\": " + json(note) + "}")))
                .hasStatus(201);

        var stored = log.stream(UUID.fromString(journey), 1).getFirst();
        var recorded = (FollowUpRecorded) codec.open(stored, keys);
        var kept = recorded.note();
        assertThat(kept == null ? null : kept.ifKnown().orElseThrow()).isEqualTo(note);
        assertThat(stored.payload()).doesNotContain("onerror", "DELETE");
    }

    private HistoryEvent first(String stream) {
        return codec.open(log.stream(UUID.fromString(stream), 0).getFirst(), keys);
    }

    private static String json(String text) {
        return JsonMapper.builder().build().writeValueAsString(text);
    }
}
