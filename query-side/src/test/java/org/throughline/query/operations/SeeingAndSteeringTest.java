package org.throughline.query.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.throughline.query.feed.DeadLetters.Skipping;
import org.throughline.query.feed.Feed;
import org.throughline.stage.InventedJourney;
import org.throughline.stage.OnStage;
import org.throughline.stage.People;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

@OnStage
class SeeingAndSteeringTest {
    /** As a program may write it: what no encoding of characters can send. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Feed feed;

    @AfterEach
    void forget() {
        clearInvocations(feed);
        when(feed.skip(any(), anyLong(), any(), any())).thenReturn(new Skipping.Skipped(2));
    }

    private MvcTestResult get(String address) {
        return web.get().uri(address).with(People.as("administrator")).exchange();
    }

    private MvcTestResult skip(String reason) {
        return web.post()
                .uri("/api/operations/dead-letters/timeline/12/skip")
                .contentType(MediaType.APPLICATION_JSON)
                .content(JSON.writeValueAsString(Map.of("reason", reason)))
                .with(People.as("administrator"))
                .with(csrf())
                .exchange();
    }

    @Test
    void shows_how_far_each_read_model_is_behind_and_who_works_on_it() {
        assertThat(get("/operations"))
                .hasStatusOk()
                .bodyText()
                .contains("12 events, 3 s behind", "Partly running", "Running")
                .contains("Segment 0 at 20,000 on clinic-1f2e3d4c", "Segment 1 at 19,988 on clinic-0a1b2c3d (gone)");
        assertThat(get("/api/operations/projections"))
                .bodyJson()
                .hasPathSatisfying(
                        "$[1].lagEvents", events -> events.assertThat().isEqualTo(12))
                .hasPathSatisfying(
                        "$[1].lagSeconds", seconds -> seconds.assertThat().isEqualTo(3.25))
                .hasPathSatisfying(
                        "$[1].segments[1].node", node -> node.assertThat().isEqualTo("clinic-0a1b2c3d"));
    }

    @Test
    void shows_which_event_failed_and_which_wait_behind_it() {
        assertThat(get("/operations"))
                .bodyText()
                .contains("journey.session-attended", "SQLException 23514, tried 3 times")
                .contains("1 later event of the same stream waits behind it, at 15")
                .contains("program.policy-adopted", "IllegalStateException, tried once")
                // whoever may not read a journey is not led to one
                .doesNotContain("href=\"/journeys/");
        assertThat(get("/api/operations/dead-letters"))
                .bodyJson()
                .hasPathSatisfying("$.length()", count -> count.assertThat().isEqualTo(2))
                .hasPathSatisfying("$[0].event", event -> event.assertThat().isEqualTo("journey.session-attended"))
                .hasPathSatisfying(
                        "$[0].journey", journey -> journey.assertThat().isEqualTo(InventedJourney.JOURNEY.toString()))
                .hasPathSatisfying(
                        "$[0].behind[0].position",
                        position -> position.assertThat().isEqualTo(15))
                .hasPathSatisfying(
                        "$[1].journey", journey -> journey.assertThat().isNull());
    }

    @Test
    void leads_to_the_journey_whoever_may_read_it() {
        assertThat(web.get().uri("/operations").with(People.as("administrator", "supervisor")))
                .bodyText()
                .contains("href=\"/journeys/" + InventedJourney.JOURNEY + "\"");
    }

    @Test
    void asks_why_before_an_event_is_left_out_and_warns_of_naming_anybody() {
        assertThat(get("/operations/dead-letters/timeline/12/skip"))
                .hasStatusOk()
                .bodyText()
                .contains("Skip this event in timeline?", "It must not say who a patient is")
                .contains("data-record=\"/api/operations/dead-letters/timeline/12/skip\"");
        assertThat(get("/operations/dead-letters/timeline/15/skip")).hasStatus(409);
    }

    @Test
    void leaves_out_what_an_administrator_gives_a_reason_for() {
        assertThat(skip("  Its form is of a trial.  "))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.taken", taken -> taken.assertThat().isEqualTo(2));

        verify(feed).skip("timeline", 12, "somebody", "Its form is of a trial.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  a ", "a\u0000bc", "a\ud800bc"})
    void asks_for_a_reason_that_can_be_kept(String reason) {
        assertThat(skip(reason))
                .hasStatus(400)
                .bodyJson()
                .hasPathSatisfying(
                        "$.errors[0].field", field -> field.assertThat().isEqualTo("reason"));
        assertThat(skip("long ".repeat(101))).hasStatus(400);
        verify(feed, never()).skip(any(), anyLong(), any(), any());
    }

    @Test
    void says_that_nothing_waits_there_any_more() {
        when(feed.skip(eq("timeline"), anyLong(), any(), any())).thenReturn(new Skipping.NotWaiting());
        assertThat(skip("Once more."))
                .hasStatus(409)
                .bodyJson()
                .hasPathSatisfying("$.type", type -> type.assertThat().isEqualTo("/problems/not-waiting"))
                .hasPathSatisfying(
                        "$.detail",
                        detail -> detail.assertThat().isEqualTo("Nothing waits at position 12 of timeline."));
    }

    @Test
    void says_which_one_must_be_seen_to_first() {
        when(feed.skip(eq("timeline"), anyLong(), any(), any())).thenReturn(new Skipping.Behind(9));
        assertThat(skip("The wrong one."))
                .hasStatus(409)
                .bodyJson()
                .hasPathSatisfying("$.type", type -> type.assertThat().isEqualTo("/problems/waits-behind"))
                .hasPathSatisfying(
                        "$.detail", detail -> detail.assertThat().asString().contains("the one at position 9"));
    }

    @Test
    void shows_how_what_was_rebuilt_compares_with_the_live_one() {
        assertThat(get("/operations")).bodyText().contains("Differed in: journey (1,000 rows before, 1,004 now)");
        assertThat(get("/api/operations/projections"))
                .bodyJson()
                .hasPathSatisfying(
                        "$[2].rebuild.comparison.outcome",
                        outcome -> outcome.assertThat().isEqualTo("different"))
                .hasPathSatisfying(
                        "$[2].rebuild.comparison.differences[0].table",
                        table -> table.assertThat().isEqualTo("journey"));
    }

    @Test
    void shows_what_was_left_out_by_whom_and_why() {
        assertThat(get("/operations"))
                .bodyText()
                .contains("Recorded by a program that no longer exists", "Tried again by a newer version");
        assertThat(get("/api/operations/skips"))
                .bodyJson()
                .hasPathSatisfying("$[0].who", who -> who.assertThat().isEqualTo("o-sam"))
                .hasPathSatisfying("$[0].stands", stands -> stands.assertThat().isEqualTo(true));
    }
}
