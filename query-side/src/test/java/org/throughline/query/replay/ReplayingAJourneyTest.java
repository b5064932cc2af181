package org.throughline.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.throughline.stage.InventedJourney;
import org.throughline.stage.OnStage;
import org.throughline.stage.People;

@OnStage
class ReplayingAJourneyTest {
    private static final String PAGE = "/journeys/" + InventedJourney.JOURNEY + "/replay";

    @Autowired
    private MockMvcTester web;

    @Test
    void shows_an_entry_unstruck_until_the_step_that_strikes_it() {
        assertThat(page("?step=29")).doesNotContain("<del>").contains("2 recorded since");
        assertThat(page("?step=30")).contains("<del>Attended", "Entry corrected", "1 recorded since");
        assertThat(page("?step=31")).contains("This is what is known now");
    }

    @Test
    void shows_nothing_before_the_first_step() {
        assertThat(page("?step=0")).contains("nothing was known").doesNotContain("Admitted</b></p>");
    }

    @Test
    void knows_on_a_day_only_what_was_recorded_by_then() {
        assertThat(page("?knownOn=2026-02-16T12:00")).doesNotContain("Happened <b>22:00</b>");
        assertThat(page("?knownOn=2026-02-17T22:20")).contains("Happened <b>22:00</b>");
    }

    @Test
    void stays_within_the_history() {
        assertThat(page("?step=9999")).contains("Step 31 of 31");
        assertThat(page("?position=0")).contains("Step 0 of 31");
    }

    @Test
    void tells_programs_the_steps_with_who_recorded_them() {
        assertThat(web.get()
                        .uri("/api/journeys/" + InventedJourney.JOURNEY + "/replay")
                        .with(People.as("auditor")))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.steps[0].metadata.actor")
                .isEqualTo("c-ada");
    }

    @Test
    void lists_who_has_read_the_record_and_why() {
        assertThat(web.get()
                        .uri("/journeys/" + InventedJourney.JOURNEY + "/readers")
                        .with(People.as("auditor")))
                .hasStatusOk()
                .bodyText()
                .contains("Timeline · medical emergency", "Replay · audit", "a-ruth");
    }

    private String page(String when) {
        var answer =
                web.get().uri(PAGE + "/part" + when).with(People.as("auditor")).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
