package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.throughline.command.record.RecordLog;
import org.throughline.events.storage.StoredEvent;
import tools.jackson.databind.json.JsonMapper;

class AnEntryOnTheWrongJourneyTest extends Story {
    private static final int MANY = 10_000;

    @Test
    void is_struck_out_there_and_recorded_here_and_the_two_are_tied() {
        var page = desktop("clinician");
        openFirstJourney(page);
        var wrong = page.url();
        followUp(page, "Meant for somebody else");
        var before = head();
        open(page, entry(page, "Meant for somebody else").locator("button[id^=void-]"));
        Keys.choose(page, page.locator("#f-reason"), "Wrong patient");
        send(page, 201);
        var voided = correlation(before, "entry-voided");

        // on the same journey there is nothing to replace
        open(page, recording(page, "follow-up"));
        assertThat(page.locator("#f-moved")).hasCount(0);
        page.keyboard().press("Escape");

        openAnother(page, wrong);
        followUp(page, "About something else");
        assertThat(correlation(before, "follow-up-recorded")).isNotEqualTo(voided);

        open(page, recording(page, "follow-up"));
        assertThat(page.locator("#f-moved")).not().isChecked();
        Keys.tabTo(page, page.locator("#f-moved"));
        page.keyboard().press("Space");
        Keys.choose(page, page.locator("#f-status"), "No return to use reported");
        Keys.write(page, page.locator("#f-note"), "Where it belongs");
        Chromium.accessible(page);
        Chromium.picture(page, "moved-desktop");
        send(page, 201);
        assertThat(entry(page, "Where it belongs")).isVisible();
        assertThat(correlation(before, "follow-up-recorded")).isEqualTo(voided);

        // it is replaced once
        open(page, recording(page, "follow-up"));
        assertThat(page.locator("#f-moved")).hasCount(0);
    }

    private static void openAnother(Page page, String than) {
        page.navigate("/");
        var id = than.substring(than.indexOf("/journeys/"));
        Keys.press(
                page,
                page.locator("a[href^='/journeys/0']:not([href='" + id + "'])").first());
        arrive(page);
    }

    private static long head() {
        return Running.throughline().application().getBean(RecordLog.class).head();
    }

    /** What the last event of a kind since a position belongs to. */
    private static String correlation(long since, String kind) {
        return Running.throughline().application().getBean(RecordLog.class).after(since, MANY).stream()
                .filter(event -> event.name().equals("journey." + kind))
                .reduce((_, last) -> last)
                .map(StoredEvent::metadata)
                .map(metadata -> JsonMapper.shared()
                        .readTree(metadata)
                        .path("correlation")
                        .asString())
                .orElseThrow();
    }
}
