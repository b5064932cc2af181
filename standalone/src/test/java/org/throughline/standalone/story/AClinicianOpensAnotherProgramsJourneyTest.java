package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

class AClinicianOpensAnotherProgramsJourneyTest extends Story {
    @Test
    void says_why_reads_it_without_recording_on_it_and_is_on_the_list_of_readers() {
        var western = desktop("clinician-west");
        openFirstJourney(western);
        var page = desktop("clinician");

        page.navigate(western.url());
        assertThat(page.locator("h1")).hasText("This is no journey of your programs");
        Chromium.accessible(page);
        Chromium.picture(page, "break-glass-desktop");

        Keys.choose(page, page.locator("#reason"), "Medical emergency");
        Keys.button(page, "Open it, and record that I did");
        arrive(page);
        assertThat(page.getByText("Opened with a reason: Medical emergency")).isVisible();
        assertThat(page.locator(".desk, .entry button")).hasCount(0);

        followUp(western, "Seen by a guest as well");
        assertThat(entry(page, "Seen by a guest as well")).isVisible();

        Keys.link(western, "Who has read this");
        assertThat(western.locator(".readers li")
                        .filter(new Locator.FilterOptions().setHasText("Dana Whitfield"))
                        .first())
                .containsText("medical emergency");
    }
}
