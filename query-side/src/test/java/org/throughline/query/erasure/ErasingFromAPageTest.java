package org.throughline.query.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.Role;
import org.throughline.query.access.AccessLog;
import org.throughline.query.identity.Patients;
import org.throughline.stage.InventedJourney;
import org.throughline.stage.OnStage;
import org.throughline.stage.People;

@OnStage
class ErasingFromAPageTest {
    private static final String PERSON = "/erasure/" + InventedJourney.PATIENT;

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Patients patients;

    @Autowired
    private AccessLog log;

    @BeforeEach
    void forget() {
        clearInvocations(log);
    }

    @Test
    void says_who_it_is_and_what_will_happen() {
        assertThat(web.get().uri(PERSON).with(People.as("administrator")))
                .hasStatusOk()
                .bodyText()
                .contains("Maya", "Wed 17 May 1989", "Nobody can read them again", "The journeys stay, without a name");
    }

    @Test
    void asks_once_more_and_says_that_it_cannot_be_undone() {
        assertThat(web.get().uri(PERSON + "/confirmation").with(People.as("administrator")))
                .hasStatusOk()
                .bodyText()
                .contains("This cannot be undone.", "Erase for ever", "Keep it")
                .contains("data-record=\"/api/record/patients/" + InventedJourney.PATIENT + "/erasure\"")
                .contains("retention-expired", "patient-request", "registered-in-error");
    }

    @Test
    void is_on_record_as_what_the_name_was_read_for() {
        assertThat(web.get().uri(PERSON).with(People.as("administrator"))).hasStatusOk();

        verify(log).record("somebody", Role.ADMINISTRATOR, InventedJourney.PATIENT, null, "identity", "erasure", null);
    }

    @Test
    void is_nothing_that_can_be_done_to_somebody_who_is_not_known() {
        assertThat(web.get()
                        .uri("/erasure/0197a000-0000-7000-8000-00000000ffff")
                        .with(People.as("administrator")))
                .hasStatus(404)
                .bodyText()
                .contains("the personal data is erased already");
        verify(log, never()).record(any(), any(), any(), any(), any(), any(), any());
    }

    @Test
    void shows_and_records_nobody_where_too_many_are_found() {
        var many = IntStream.range(0, 11)
                .mapToObj(number -> new Patients.Identity(
                        new PatientId(new UUID(7, number)),
                        InventedJourney.PROGRAM,
                        new PersonName("Somebody", "Findable"),
                        null,
                        List.of(),
                        null))
                .toList();
        when(patients.search(eq("findable"), any())).thenReturn(many);

        assertThat(found()).contains("More than ten people are found").doesNotContain("Somebody");
        verify(log, never()).record(any(), any(), any(), any(), any(), any(), any());

        when(patients.search(eq("findable"), any())).thenReturn(many.subList(0, 10));
        assertThat(found()).contains("Somebody Findable");
        verify(log)
                .record("somebody", Role.ADMINISTRATOR, new PatientId(new UUID(7, 9)), null, "search", "erasure", null);
    }

    private String found() {
        var answer = web.post()
                .uri("/erasure/search")
                .param("text", "findable")
                .with(csrf())
                .with(People.as("administrator"))
                .exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
