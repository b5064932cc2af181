package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoColleaguesRecordAtTheSameTimeTest extends Story {
    @Test
    void and_the_one_who_decided_on_an_older_version_is_told_what_happened_meanwhile() {
        var page = desktop("clinician");
        openFirstJourney(page);
        followUp(page, "Decided too early");
        var colleagues = desktop("counsellor");
        colleagues.navigate(page.url());

        open(page, entry(page, "Decided too early").locator("button[id^=correct-]"));
        Keys.write(page, page.locator("#f-note"), "Typed before I was told");
        followUp(colleagues, "I have just called him");
        send(page, 412);

        var told = page.locator("#desk [data-problem]");
        assertThat(told).containsText("something else was meanwhile");
        assertThat(told).containsText("Follow-up: no return to use reported");
        assertThat(told).containsText("by Luis Ortega, clinician");
        assertThat(told).isFocused();
        assertThat(page.locator("#f-note")).hasValue("Typed before I was told");
        Chromium.accessible(page);
        Chromium.picture(page, "stale-desktop");

        send(page, 201);
        assertThat(entry(page, "Typed before I was told")).isVisible();
        assertThat(entry(page, "Decided too early").locator(".strike")).containsText("Corrected");
    }
}
