package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AnAuditorReplaysAJourneyTest extends Story {
    @Test
    void steps_through_it_with_slider_buttons_and_arrow_keys_and_reads_who_recorded_what() {
        var page = replaying();
        var steps = steps(page);

        Keys.tabTo(page, page.locator("#step"));
        page.keyboard().press("Home");
        assertThat(step(page)).hasText("Step 0 of " + steps);
        assertThat(page.getByText("Before the first entry: nothing was known.")).isVisible();
        assertThat(page.locator(ENTRIES)).hasCount(0);
        assertThat(page.locator("aside h2")).hasText(steps + " recorded since");

        page.keyboard().press("ArrowRight");
        assertThat(step(page)).hasText("Step 1 of " + steps);
        assertThat(page.locator("#just h2")).hasText("Admitted");
        assertThat(fact(page, "By")).hasText(Pattern.compile(".+, (clinician|supervisor|administrator)"));
        assertThat(fact(page, "Recorded")).hasText(Pattern.compile("\\w{3} \\d+ \\w{3} \\d{4}, \\d\\d:\\d\\d:\\d\\d"));
        assertThat(page.locator(ENTRIES)).hasCount(1);

        Keys.press(page, page.locator("#on"));
        assertThat(step(page)).hasText("Step 2 of " + steps);
        assertThat(page.locator("#on")).isFocused();
        page.keyboard().press("Enter");
        assertThat(step(page)).hasText("Step 3 of " + steps);
        page.keyboard().press("ArrowLeft");
        assertThat(step(page)).hasText("Step 2 of " + steps);

        Keys.press(page, page.locator("#now"));
        assertThat(step(page)).hasText("Step " + steps + " of " + steps);
        assertThat(page.getByText("This is what is known now")).isVisible();
    }

    @Test
    void sees_what_was_known_on_a_day_and_nothing_that_was_recorded_later() {
        var page = replaying();
        var steps = steps(page);
        Keys.tabTo(page, page.locator("#step"));
        page.keyboard().press("Home");
        page.keyboard().press("PageUp");
        assertThat(step(page)).not().hasText("Step 0 of " + steps);
        assertThat(step(page)).not().hasText("Step " + steps + " of " + steps);
        var known = step(page).innerText();
        var recorded = exact(fact(page, "Recorded").innerText());
        Keys.press(page, page.locator("#now"));
        assertThat(step(page)).hasText("Step " + steps + " of " + steps);

        Keys.exactly(page, page.locator("#knownOn"), recorded);
        Keys.button(page, "Show");

        assertThat(step(page)).hasText(known);
        var later = page.locator("aside ol li .soft").first().innerText();
        assertThat(exact(later.substring(0, later.indexOf(" · ")))).isAfter(recorded);
    }

    @Test
    void sees_a_correction_only_once_it_was_made() {
        var clinicians = desktop("clinician");
        openFirstJourney(clinicians);
        followUp(clinicians, "First it was said so");
        open(clinicians, entry(clinicians, "First it was said so").locator("button[id^=correct-]"));
        Keys.write(clinicians, clinicians.locator("#f-note"), "Then it was put right");
        send(clinicians, 201);

        var page = desktop("auditor");
        page.navigate(clinicians.url());
        Keys.link(page, "Replay");
        var steps = steps(page);
        assertThat(entry(page, "First it was said so").locator("del")).isVisible();

        Keys.press(page, page.locator("#back"));
        assertThat(step(page)).hasText("Step " + (steps - 1) + " of " + steps);
        Keys.press(page, page.locator("#back"));
        assertThat(step(page)).hasText("Step " + (steps - 2) + " of " + steps);
        assertThat(entry(page, "First it was said so")).isVisible();
        assertThat(entry(page, "First it was said so").locator("del")).hasCount(0);
        assertThat(entry(page, "Then it was put right")).hasCount(0);
        assertThat(page.locator("aside h2")).hasText("2 recorded since");
        assertThat(page.locator("aside ol")).containsText("Entry corrected");
    }

    @Test
    void sees_who_has_read_the_record_including_themselves() {
        var supervisors = desktop("supervisor");
        openFirstJourney(supervisors);
        var page = desktop("auditor");
        page.navigate(supervisors.url());
        arrive(page);
        assertThat(page.locator(".desk, .entry button")).hasCount(0);
        Keys.link(page, "Replay");
        assertThat(page.locator("#step")).isVisible();
        Keys.link(page, "Journey");
        Keys.link(page, "Who has read this");

        var readings = page.locator(".readers li");
        assertThat(readings.nth(0)).containsText(Pattern.compile("Inge Brandt\\s+Auditor\\s+Readers · audit"));
        assertThat(reading(readings, "Inge Brandt", "Replay")).isVisible();
        assertThat(reading(readings, "Inge Brandt", "Timeline")).isVisible();
        assertThat(reading(readings, "Ruth Adeyemi", "Timeline · treatment")).isVisible();
        assertThat(reading(readings, "Ruth Adeyemi", "Worklist · treatment")).isVisible();
    }

    private static Locator reading(Locator readings, String who, String what) {
        return readings.filter(new Locator.FilterOptions().setHasText(who))
                .filter(new Locator.FilterOptions().setHasText(what))
                .first();
    }

    private Page replaying() {
        var page = desktop("auditor");
        openFirstJourney(page);
        Keys.link(page, "Replay");
        assertThat(page.locator("#step")).isVisible();
        return page;
    }

    private static Locator step(Page page) {
        return page.locator("#just > p").first();
    }

    private static int steps(Page page) {
        return Integer.parseInt(page.locator("#step").getAttribute("max"));
    }

    private static Locator fact(Page page, String label) {
        return page.locator("#just div", new Page.LocatorOptions().setHasText(label))
                .locator("dd")
                .first();
    }
}
