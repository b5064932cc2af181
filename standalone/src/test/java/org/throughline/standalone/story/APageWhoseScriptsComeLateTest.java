package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody is quicker than a slow connection. */
class APageWhoseScriptsComeLateTest extends Story {
    private static final String SCRIPTS = "**/{htmx.min,record}.js";

    private final List<Route> late = new ArrayList<>();

    @Test
    void finds_once_they_are_there() {
        var page = before("/journeys/new");
        Keys.write(page, page.locator("#text"), "lowery");
        page.keyboard().press("Enter");

        come();
        assertThat(page.locator("#found li").first()).isVisible();
        assertThat(page.url()).endsWith("/journeys/new");
    }

    @Test
    void filters_the_list_of_journeys_once_they_are_there() {
        var page = before("/");
        Keys.write(page, page.locator("#text"), "nobody is called that");
        page.keyboard().press("Enter");

        come();
        assertThat(page.locator("#list")).containsText("No journeys here");
    }

    @Test
    void records_once_they_are_there() {
        var page = before("/journeys/new");
        Keys.write(page, page.locator("#given"), "Quick");
        Keys.write(page, page.locator("#family"), "Than Scripts");
        Keys.day(page, page.locator("#birthDate"), LocalDate.of(1991, 3, 4));
        Keys.button(page, "Register and go on");

        come();
        assertThat(page.locator("h2").first()).containsText("Quick Than Scripts");
    }

    @Test
    void puts_nothing_that_was_typed_into_an_address_when_they_never_come() {
        var page = before("/journeys/new");
        Keys.write(page, page.locator("#text"), "lowery");
        page.keyboard().press("Enter");

        late.forEach(Route::abort);
        assertThat(page.locator("h1")).not().hasText("Admit a patient");
        assertThat(page.url()).doesNotContain("lowery");
    }

    /** A page that one can read and type on, but no more yet. */
    private Page before(String address) {
        var page = desktop("clinician");
        page.route(SCRIPTS, late::add);
        page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        assertThat(page.locator("#text")).isVisible();
        return page;
    }

    private void come() {
        assertThat(late).as("what the page waits for").isNotEmpty();
        late.forEach(Route::resume);
    }
}
