package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AClinicianRecordsTheDayTest {
    private static final String ENTRIES = ".entry";
    private static final long HALF_A_SECOND = 500;
    // the first time everything is cold; a machine that is busy with something else is not what is tried
    private static final int TRIES = 5;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void sees_who_needs_someone_first_on_a_desktop_and_on_a_phone() {
        try (var desktop = Signing.in(chromium.desktop(Running.throughline().address()), "clinician")) {
            var page = desktop.pages().getFirst();
            assertThat(page.locator("h1")).hasText("Journeys");
            assertThat(page.getByText("need someone").first()).isVisible();
            Chromium.accessible(page);
            Chromium.picture(page, "worklist-desktop");
        }
        try (var phone = Signing.in(chromium.phone(Running.throughline().address()), "clinician")) {
            var page = phone.pages().getFirst();
            Chromium.accessible(page);
            Chromium.picture(page, "worklist-phone");
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("nothing is cut off on a phone")
                    .isTrue();
        }
    }

    @Test
    void records_a_follow_up_by_keyboard_only_and_a_colleague_s_open_page_shows_it() {
        var address = Running.throughline().address();
        try (var mine = Signing.in(chromium.desktop(address), "clinician");
                var colleagues = Signing.in(chromium.desktop(address), "counsellor")) {
            var page = firstJourney(mine);
            var other = colleagues.pages().getFirst();
            other.navigate(page.url());
            assertThat(other.locator(ENTRIES).first()).isVisible();

            var fastest = Long.MAX_VALUE;
            for (int i = 0; i < TRIES && fastest >= HALF_A_SECOND; i++) {
                fastest = Math.min(fastest, followUp(page, other, "Doing well <b>so far</b> 🙂 ‏שלום " + i));
            }

            assertThat(other.getByText("Doing well <b>so far</b>").first()).isVisible();
            assertThat(fastest)
                    .as("milliseconds from the answer to the change on an open page")
                    .isLessThan(HALF_A_SECOND);
        }
    }

    /** Records one by keyboard; tells how many milliseconds after the answer the other page showed it. */
    private static long followUp(Page page, Page other, String note) {
        var before = other.locator(ENTRIES).count();
        watch(other, before);
        var button = new Page.GetByRoleOptions().setName("Follow-up").setExact(true);
        Keys.tabTo(page, page.getByRole(AriaRole.BUTTON, button));
        page.keyboard().press("Enter");
        var status = page.locator("#f-status");
        assertThat(status).isVisible();
        Chromium.accessible(page);
        Chromium.picture(page, "follow-up-form");
        Keys.tabTo(page, status);
        page.keyboard().type("No return");
        Keys.tabTo(page, page.locator("#f-note"));
        page.keyboard().type(note);
        Keys.tabTo(page, page.locator("#desk button.primary"));
        page.evaluate("const sent = window.fetch; window.fetch = async (...request) => {"
                + " const answer = await sent(...request); window.answeredAt = Date.now(); window.fetch = sent;"
                + " return answer; }");
        var answer = page.waitForResponse(
                response -> response.url().contains("/follow-ups"),
                () -> page.keyboard().press("Enter"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(other.locator(ENTRIES)).hasCount(before + 1);
        assertThat(page.locator(ENTRIES)).hasCount(before + 1);
        return at(other, "shownAt") - at(page, "answeredAt");
    }

    private static long at(Page page, String moment) {
        return ((Number) page.evaluate("name => window[name]", moment)).longValue();
    }

    @Test
    void is_told_next_to_the_field_what_is_wrong_and_keeps_what_was_typed() {
        try (var mine = Signing.in(chromium.desktop(Running.throughline().address()), "clinician")) {
            var page = firstJourney(mine);
            page.locator("#record-relapse").click();
            page.locator("#f-occurred").fill("2099-01-01T10:00");
            page.locator("#desk select").first().selectOption(new SelectOption().setIndex(1));
            page.locator("#f-note").fill("kept");
            page.locator("#desk button.primary").click();
            assertThat(page.locator("#desk")).containsText("has not happened yet");
            assertThat(page.locator("#f-note")).hasValue("kept");
            Chromium.picture(page, "refused");
            page.keyboard().press("Escape");
            assertThat(page.locator("#desk form")).hasCount(0);
        }
    }

    private static Page firstJourney(BrowserContext window) {
        var page = window.pages().getFirst();
        var link = page.locator("a[href^='/journeys/0']").first();
        Keys.tabTo(page, link);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/journeys/0.*"));
        assertThat(page.locator(ENTRIES).first()).isVisible();
        Chromium.accessible(page);
        Chromium.picture(page, "journey");
        return page;
    }

    /** Notes, in the page, the moment at which one more entry is there. */
    private static void watch(Page page, int before) {
        page.evaluate(
                "before => new MutationObserver((_, me) => {"
                        + " if (document.querySelectorAll('.entry').length > before) { window.shownAt = Date.now(); me.disconnect(); }"
                        + "}).observe(document.body, {childList: true, subtree: true})",
                before);
    }

    /** Keyboard use. */
    static final class Keys {
        private static final int PATIENCE = 200;

        private Keys() {}

        static void tabTo(Page page, Locator wanted) {
            for (int i = 0; i < PATIENCE; i++) {
                if ((Boolean) wanted.first().evaluate("element => element === document.activeElement")) {
                    return;
                }
                page.keyboard().press("Tab");
            }
            throw new AssertionError("the keyboard does not reach " + wanted);
        }
    }
}
