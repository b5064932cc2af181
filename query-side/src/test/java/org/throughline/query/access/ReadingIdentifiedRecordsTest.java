package org.throughline.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.throughline.events.Role;
import org.throughline.query.timeline.Timelines;
import org.throughline.stage.InventedJourney;
import org.throughline.stage.OnStage;
import org.throughline.stage.People;

@OnStage
class ReadingIdentifiedRecordsTest {
    private static final String JOURNEY = "/journeys/" + InventedJourney.JOURNEY;

    @Autowired
    private MockMvcTester web;

    @Autowired
    private AccessLog log;

    @Autowired
    private Timelines timelines;

    @BeforeEach
    void works() {
        doNothing().when(log).record(any(), any(), any(), any(), any(), any(), any());
        clearInvocations(log, timelines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "POST /worklist",
                "GET /api/journeys",
                "POST /api/journeys/search",
                "GET /journeys/{id}",
                "GET /journeys/{id}/part",
                "GET /journeys/{id}/record/attendance",
                "GET /journeys/{id}/replay",
                "GET /journeys/{id}/replay/part?step=3",
                "GET /journeys/{id}/readers",
                "GET /api/journeys/{id}",
                "GET /api/journeys/{id}/attendance",
                "GET /api/journeys/{id}/replay",
                "GET /api/journeys/{id}/readers",
                "GET /journeys/new?patient={patient}"
            })
    void is_recorded_before_it_is_answered_or_not_answered_at_all(String question) {
        assertThat(ask(question, People.as("clinician"))).hasStatusOk();
        verify(log, atLeastOnce())
                .record(eq("somebody"), eq(Role.CLINICIAN), any(), any(), any(), eq("treatment"), any());

        doThrow(new DataAccessResourceFailureException("the record is away"))
                .when(log)
                .record(any(), any(), any(), any(), any(), any(), any());

        assertThat(ask(question, People.as("clinician")))
                .hasStatus(503)
                .bodyText()
                .doesNotContain("Lindqvist", "sister", "Saturday");
    }

    @Test
    void reads_nothing_before_it_is_recorded() {
        ask("GET /journeys/{id}", People.as("clinician"));

        var order = inOrder(log, timelines);
        order.verify(log).record(any(), any(), any(), any(), eq("timeline"), any(), any());
        order.verify(timelines).latest(eq(InventedJourney.JOURNEY), anyInt());
    }

    @Test
    void reads_nothing_of_a_whole_timeline_before_it_is_recorded() {
        ask("GET /journeys/{id}?all=true", People.as("clinician"));

        var order = inOrder(log, timelines);
        order.verify(log).record(any(), any(), any(), any(), eq("timeline"), any(), any());
        order.verify(timelines).of(InventedJourney.JOURNEY);
    }

    @Test
    void is_refused_to_another_program_with_what_to_do() {
        assertThat(ask("GET /api/journeys/{id}", People.stranger("clinician")))
                .hasStatus(403)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyText()
                .contains("/problems/other-program", "medical-emergency");
        assertThat(ask("GET /journeys/{id}", People.stranger("supervisor")))
                .hasStatus(403)
                .bodyText()
                .contains("Medical emergency")
                .doesNotContain("Lindqvist");
        verify(timelines, never()).of(InventedJourney.JOURNEY);
        verify(timelines, never()).latest(any(), anyInt());
    }

    @Test
    void breaks_the_glass_with_a_reason_that_is_recorded() {
        assertThat(ask("GET /journeys/{id}?reason=medical-emergency", People.stranger("supervisor")))
                .hasStatusOk()
                .bodyText()
                .contains("Lindqvist", "Opened with a reason")
                .doesNotContain("record-attendance");
        verify(log)
                .record(
                        "somebody",
                        Role.SUPERVISOR,
                        InventedJourney.PATIENT,
                        InventedJourney.JOURNEY,
                        "timeline",
                        "medical-emergency",
                        InventedJourney.timeline().journey().lastPosition());
    }

    @Test
    void accepts_no_other_reason() {
        assertThat(ask("GET /journeys/{id}?reason=curiosity", People.stranger("clinician")))
                .hasStatus(403);
        verify(log, never()).record(any(), any(), any(), any(), any(), any(), any());
    }

    @Test
    void is_open_to_auditors_of_every_program() {
        assertThat(ask("GET /api/journeys/{id}/replay", People.stranger("auditor")))
                .hasStatusOk();
        verify(log).record(eq("somebody"), eq(Role.AUDITOR), any(), any(), eq("replay"), eq("audit"), any());
    }

    @Test
    void is_kept_by_no_cache() {
        for (var question :
                new String[] {"GET /", "GET /journeys/{id}", "GET /api/journeys/{id}", "GET /journeys/{id}/replay"}) {
            assertThat(ask(question, People.as("clinician")).getResponse().getHeader(HttpHeaders.CACHE_CONTROL))
                    .as(question)
                    .contains("no-store");
        }
    }

    private MvcTestResult ask(String question, RequestPostProcessor who) {
        var method = HttpMethod.valueOf(question.substring(0, question.indexOf(' ')));
        var path = question.substring(question.indexOf(' ') + 1)
                .replace("/journeys/{id}", JOURNEY)
                .replace("{patient}", InventedJourney.PATIENT.toString());
        var request = web.method(method).uri(path).with(csrf()).with(who);
        if (method.equals(HttpMethod.POST) && path.startsWith("/api/")) {
            request = request.contentType(MediaType.APPLICATION_JSON).content("{}");
        }
        return request.exchange();
    }
}
