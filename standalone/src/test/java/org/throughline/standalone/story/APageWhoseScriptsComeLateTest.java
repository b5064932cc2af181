package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Somebody is quicker than a slow connection. */
class APageWhoseScriptsComeLateTest extends Story {
    private static final String SCRIPTS = "**/{htmx.min,record}*.js";

    private final List<Route> late = new ArrayList<>();
    private Consumer<Route> answer = late::add;

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
    void shows_the_journeys_that_were_chosen_meanwhile() {
        var page = before("/");
        Keys.choose(page, page.locator("#status"), "Ended");

        come();
        assertThat(page.locator("#list [role=status]")).containsText("ended");
    }

    @Test
    void records_once_they_are_there() {
        var page = before("/journeys/new");
        register(page);

        come();
        assertThat(page.locator("h2").first()).containsText("Quick Than Scripts");
    }

    @Test
    void opens_a_form_once_they_are_there() {
        var page = desktop("manager");
        before(page, "/programs", ".program button");
        Keys.press(page, page.locator(".program button").first());

        come();
        assertThat(page.locator("#desk form")).isVisible();
    }

    @Test
    void keeps_what_was_typed_and_out_of_any_address_when_they_never_come() {
        var page = before("/journeys/new");
        register(page);
        Keys.write(page, page.locator("#text"), "lowery");
        page.keyboard().press("Enter");

        answer(Route::abort);
        assertThat(page.locator("#trouble")).containsText("A part of this page did not arrive");
        Keys.button(page, "Register and go on");
        assertThat(page.locator("#family")).hasValue("Than Scripts");
        assertThat(page.locator("#text")).hasValue("lowery");
        assertThat(page.url()).endsWith("/journeys/new");
        Chromium.accessible(page);
        Chromium.nothingCutOff(page);
        Chromium.picture(page, "scripts-never-came-desktop");
    }

    private static void register(Page page) {
        Keys.write(page, page.locator("#given"), "Quick");
        Keys.write(page, page.locator("#family"), "Than Scripts");
        Keys.day(page, page.locator("#birthDate"), LocalDate.of(1991, 3, 4));
        Keys.button(page, "Register and go on");
    }

    /** A page that one can read and type on, but no more yet. */
    private Page before(String address) {
        var page = desktop("clinician");
        before(page, address, "#text");
        return page;
    }

    private void before(Page page, String address, String part) {
        page.route(SCRIPTS, route -> answer.accept(route));
        page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        assertThat(page.locator(part).first()).isVisible();
    }

    private void come() {
        answer(Route::resume);
    }

    private void answer(Consumer<Route> how) {
        assertThat(late.stream().map(route -> route.request().url()))
                .as("what the page waits for")
                .anyMatch(script -> script.contains("htmx"));
        answer = how;
        List.copyOf(late).forEach(how);
    }
}
