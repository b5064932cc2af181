package org.throughline.query.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.throughline.stage.InventedJourney;
import org.throughline.stage.OnStage;
import org.throughline.stage.People;

@OnStage
class SearchingTheListTest {
    @Autowired
    private MockMvcTester web;

    @Test
    void asks_for_every_program_where_none_is_chosen() {
        assertThat(list("")).hasStatusOk().bodyText().contains("open journeys");
    }

    @Test
    void asks_for_one_program_where_it_is_chosen() {
        assertThat(list(InventedJourney.PROGRAM.toString())).hasStatusOk();
        assertThat(list(InventedJourney.OTHER_PROGRAM.toString())).hasStatus(403);
        assertThat(list("harbor")).hasStatus(400);
    }

    private MockMvcTester.MockMvcRequestBuilder list(String program) {
        return web.post()
                .uri("/worklist")
                .param("text", "")
                .param("program", program)
                .param("status", "open")
                .with(csrf())
                .with(People.as("clinician"));
    }
}
