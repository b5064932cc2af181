package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AClinicianRecordsTheDayTest extends Story {
    private static final int MINUTES = 60;

    @Test
    void sees_who_needs_someone_first_and_opens_the_journey() {
        var page = desktop("clinician");

        assertThat(page.locator("h1")).hasText("Journeys");
        assertThat(page.locator("#list [role=status]"))
                .containsText(Pattern.compile("\\d+ of \\d+ open journeys? needs? someone"));
        assertThat(page.locator(".worklist li")
                        .first()
                        .locator(".chip.alarm, .chip.warn")
                        .first())
                .isVisible();

        openFirstJourney(page);
        assertThat(page.locator("h1")).not().isEmpty();
        assertThat(page.getByText("This week")).isVisible();
    }

    @Test
    void finds_journeys_by_name_and_those_that_have_ended() {
        var page = desktop("clinician");
        var name = page.locator(".worklist .person b").first().innerText();

        Keys.write(page, page.locator("#text"), name);
        assertThat(page.locator("#list [role=status]")).containsText("found");
        assertThat(page.locator(".worklist .person b").first()).hasText(name);

        Keys.write(page, page.locator("#text"), "nobody is called that");
        assertThat(page.locator("#list")).containsText("No journeys here");

        page.keyboard().press("Control+a");
        page.keyboard().press("Delete");
        Keys.choose(page, page.locator("#status"), "Ended");
        assertThat(page.locator("#list [role=status]")).containsText("have ended");
    }

    @Test
    void plans_a_session_records_that_the_patient_was_there_and_sees_the_week_s_hours_grow() {
        var page = desktop("clinician");
        var program = page.locator(".worklist .person .soft span").first().innerText();
        openFirstJourney(page);
        var journey = page.url();
        var starts = ago(page, 3 * MINUTES);

        Keys.link(page, "Sessions");
        Keys.choose(page, page.locator("#program"), program);
        Keys.button(page, "Show");
        Keys.moment(page, page.locator("#starts"), starts);
        Keys.write(page, page.locator("#minutes"), "" + MINUTES);
        Keys.button(page, "Plan it");
        page.waitForURL(Pattern.compile(".*/sessions.*at-least=.*"));

        page.navigate(journey);
        var before = credited(page);
        open(page, recording(page, "attendance"));
        Keys.choose(page, page.locator("#f-session"), "1 h");
        assertThat(page.locator("#f-present")).hasValue("" + MINUTES);
        Keys.write(page, page.locator("#f-note"), "Took part from the start");
        send(page, 201);

        assertThat(entry(page, "Took part from the start")).containsText("Attended: support");
        assertThat(page.locator("#record-attendance")).isFocused();
        assertThat(credited(page)).isEqualTo(before + MINUTES);
        assertThat(drawn(page)).as("minutes drawn in the picture").isEqualTo(before + MINUTES);
    }

    /** The minutes credited by the table of weeks. */
    private static int credited(Page page) {
        return minutes(page.evaluate("""
                () => [...document.querySelectorAll('#attendance-weeks tbody tr')]
                  .flatMap((row) => Object.values(JSON.parse(row.dataset.kinds)))
                  .reduce((sum, minutes) => sum + minutes, 0)"""));
    }

    /** The minutes credited by the bars of the picture. */
    private static int drawn(Page page) {
        return minutes(page.evaluate("""
                () => Math.round(60 * Chart.getChart('attendance-chart').data.datasets
                  .filter((bars) => bars.type === 'bar').flatMap((bars) => bars.data)
                  .reduce((sum, hours) => sum + hours, 0))"""));
    }

    private static int minutes(Object number) {
        return ((Number) number).intValue();
    }

    @Test
    void sees_what_was_recorded_although_the_page_was_behind_at_first() {
        var page = desktop("clinician");
        var behind = new AtomicBoolean(true);
        // no news either: nothing but the page itself brings it
        page.route("**/stream*", Route::abort);
        page.route("**/part?*", route -> {
            if (behind.get()) {
                route.fulfill(new Route.FulfillOptions().setStatus(503).setHeaders(Map.of("Retry-After", "1")));
            } else {
                route.resume();
            }
        });
        openFirstJourney(page);
        open(page, recording(page, "follow-up"));
        Keys.choose(page, page.locator("#f-status"), "No return to use reported");
        Keys.write(page, page.locator("#f-note"), "It took a moment to be seen");
        send(page, 201);
        assertThat(page.locator("#trouble")).containsText("It goes on by itself");

        behind.set(false);
        assertThat(entry(page, "It took a moment to be seen")).isVisible();
        assertThat(page.locator("#trouble")).isHidden();
    }

    @Test
    void corrects_an_entry_and_sees_it_struck_through_with_who_when_and_why() {
        var page = desktop("clinician");
        openFirstJourney(page);
        followUp(page, "He was well, I wrote");

        open(page, entry(page, "He was well, I wrote").locator("button[id^=correct-]"));
        assertThat(page.locator("#f-note")).hasValue("He was well, I wrote");
        Keys.choose(page, page.locator("#f-status"), "Returned to use");
        Keys.write(page, page.locator("#f-note"), "He was not well, he said");
        Keys.write(page, page.locator("#f-why"), "I had misheard him");
        send(page, 201);

        var struck = entry(page, "He was well, I wrote");
        assertThat(struck.locator("del")).containsText("Follow-up: no return to use reported");
        assertThat(struck.locator(".strike"))
                .containsText(
                        Pattern.compile("Corrected on \\w{3} \\d+ \\w{3} \\d{4}, \\d\\d:\\d\\d by Dana Whitfield"));
        assertThat(struck.locator(".strike")).containsText("I had misheard him");
        assertThat(struck.locator("button")).hasCount(0);
        assertThat(entry(page, "He was not well, he said")).containsText("Corrects an earlier entry");

        Keys.press(page, struck.locator(".strike a"));
        assertThat(page.locator(".entry:target")).containsText("He was not well, he said");
    }

    @Test
    void reports_late_that_somebody_returned_to_use_and_takes_it_back() {
        var page = desktop("clinician");
        openFirstJourney(page);
        var before = page.locator(ENTRIES).count();

        open(page, recording(page, "relapse"));
        Keys.moment(page, page.locator("#f-occurred"), ago(page, 50 * MINUTES));
        Keys.choose(page, page.locator("#f-substance"), "Alcohol");
        Keys.write(page, page.locator("#f-note"), "At a wedding");
        send(page, 422);
        assertThat(page.locator("#f-late-wrong")).containsText("Say why it is recorded late");
        assertThat(page.locator("#f-note")).hasValue("At a wedding");

        Keys.choose(page, page.locator("#f-late"), "Learned later");
        send(page, 201);
        assertThat(page.locator(ENTRIES)).hasCount(before + 1);
        assertThat(entry(page, "At a wedding")).containsText("Return to use");
        assertThat(entry(page, "At a wedding").locator(".chip.warn"))
                .containsText("Recorded 2 days later · learned later");

        open(page, entry(page, "At a wedding").locator("button[id^=retract-]"));
        Keys.write(page, page.locator("#f-note"), "It was alcohol-free");
        send(page, 201);
        assertThat(entry(page, "At a wedding").locator(".strike")).containsText("Taken back");
        assertThat(entry(page, "At a wedding").locator(".strike")).containsText("It was alcohol-free");
    }

    @Test
    void strikes_an_entry_out_and_says_why() {
        var page = desktop("clinician");
        openFirstJourney(page);
        followUp(page, "This was about somebody else");

        open(page, entry(page, "This was about somebody else").locator("button[id^=void-]"));
        Keys.choose(page, page.locator("#f-reason"), "Wrong patient");
        send(page, 201);

        assertThat(entry(page, "This was about somebody else").locator(".strike"))
                .containsText("wrong patient");
    }

    @Test
    void is_told_next_to_the_field_what_is_wrong_and_keeps_what_was_typed() {
        var page = desktop("clinician");
        openFirstJourney(page);

        open(page, recording(page, "follow-up"));
        Keys.write(page, page.locator("#f-note"), "kept");
        Keys.press(page, page.locator("#desk button.primary"));
        assertThat(page.locator("#f-status-wrong")).hasText("Choose one.");
        assertThat(page.locator("#f-status")).isFocused();

        Keys.choose(page, page.locator("#f-status"), "No return to use reported");
        Keys.moment(page, page.locator("#f-occurred"), ago(page, -2 * 24 * MINUTES));
        send(page, 422);
        assertThat(page.locator("#f-occurred-wrong")).containsText("has not happened yet");
        assertThat(page.locator("#f-occurred")).isFocused();
        assertThat(page.locator("#f-note")).hasValue("kept");
        Chromium.picture(page, "refused-desktop");

        page.keyboard().press("Escape");
        assertThat(page.locator("#desk form")).hasCount(0);
        assertThat(recording(page, "follow-up")).isFocused();
    }

    @Test
    void may_change_only_what_they_have_recorded_themselves() {
        var page = desktop("clinician");
        var counsellors = desktop("counsellor");
        openFirstJourney(page);
        followUp(page, "Only mine to correct");

        counsellors.navigate(page.url());
        assertThat(entry(counsellors, "Only mine to correct")).isVisible();
        assertThat(entry(counsellors, "Only mine to correct").locator("button")).hasCount(0);
        assertThat(entry(page, "Only mine to correct").locator("button")).hasCount(2);
    }
}
