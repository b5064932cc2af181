package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AnAdministratorKeepsTheHouseTest extends Story {
    @Test
    void publishes_a_program_and_adopts_its_first_policy() {
        var page = desktop("administrator");
        Keys.link(page, "Programs");
        open(page, page.locator("#publish"));
        Keys.press(page, page.locator("#desk button.primary"));
        assertThat(page.locator("#f-name-wrong")).hasText("Fill this in.");
        Keys.write(page, page.locator("#f-name"), "Lakeside Morning IOP");
        Keys.choose(page, page.locator("#f-population"), "Adolescent");
        Keys.choose(page, page.locator("#f-zone"), "America/Anchorage");
        send(page, 201);

        var program = page.locator(".program:target");
        assertThat(program).containsText("Lakeside Morning IOP");
        assertThat(program).containsText("No policy is in force");
        open(page, program.locator("button"));
        assertThat(page.locator("#f-weekly")).hasValue("6");
        send(page, 201);
        assertThat(page.locator(".program:target")).containsText("Policy 1, in force since");
    }

    @Test
    void rebuilds_a_read_model_and_sees_when_it_is_done() {
        var page = desktop("administrator");
        assertThat(page.locator("h1")).hasText("Operations");
        var timeline = page.locator(".models li").filter(new Locator.FilterOptions().setHasText("timeline"));
        assertThat(timeline).containsText(Pattern.compile("[\\d,]+ of [\\d,]+ events"));
        var before = timeline.locator("time").allInnerTexts();

        Keys.press(page, page.locator("#rebuild-timeline"));

        assertThat(timeline.locator("time")).not().hasText(before.getFirst());
        assertThat(timeline).containsText("Rebuilt");
        assertThat(page.locator("#rebuild-timeline")).isFocused();
    }

    @Test
    void skips_an_event_that_a_read_model_cannot_take_and_says_why() {
        StuckEvent.waits();
        var page = desktop("administrator");
        var waiting = page.locator("#skip-" + StuckEvent.PROJECTION + "-" + StuckEvent.POSITION);
        open(page, waiting);
        assertThat(page.locator("#desk")).containsText("It must not say who a patient is");
        Keys.press(page, page.locator("#desk button.danger"));
        assertThat(page.locator("#f-reason-wrong")).hasText("Fill this in.");
        Keys.write(page, page.locator("#f-reason"), "Of a trial that was called off.");
        Keys.press(page, page.locator("#desk button.danger"));

        assertThat(page.locator(".letters")).containsText("Of a trial that was called off.");
        assertThat(waiting).hasCount(0);
    }

    @Test
    void is_refused_to_erase_what_must_be_kept_and_told_why() {
        var auditors = desktop("auditor");
        var name = auditors.locator(".worklist .person b").first().innerText();
        var page = desktop("administrator");
        find(page, name);
        Keys.press(page, page.locator("#found a").first());
        assertThat(page.locator("h1")).hasText(name);
        assertThat(page.getByText("Nobody can read them again")).isVisible();

        open(page, page.locator("#erase"));
        assertThat(page.locator("#desk")).containsText("This cannot be undone.");
        Keys.choose(page, page.locator("#f-basis"), "Patient request");
        send(page, 409);
        assertThat(page.locator("#desk [data-problem]")).containsText("A journey of this patient is still open");
        assertThat(page.locator("#desk [data-problem]")).isFocused();

        Keys.button(page, "Keep it");
        assertThat(page.locator("#desk form")).hasCount(0);
        assertThat(page.locator("#erase")).isFocused();
    }

    @Test
    void erases_somebody_registered_in_error_who_is_found_nowhere_afterwards() {
        var clinicians = desktop("clinician");
        APatientIsAdmittedTest.register(clinicians, "Nobody", "Registeredinerror", "");
        var page = desktop("administrator");
        find(page, "registeredinerror");
        Keys.press(page, page.locator("#found a"));
        assertThat(page.getByText("There is no journey of this person.")).isVisible();

        open(page, page.locator("#erase"));
        Keys.choose(page, page.locator("#f-basis"), "Registered in error");
        send(page, 201);
        assertThat(page.getByText("The personal data is erased.")).isVisible();

        find(page, "registeredinerror");
        assertThat(page.locator("#found")).containsText("Nobody is found");
        clinicians.reload();
        assertThat(clinicians.locator("h1")).hasText("There is nothing here");
        Keys.link(clinicians, "Journeys");
        Keys.link(clinicians, "Admit a patient");
        Keys.write(clinicians, clinicians.locator("#text"), "registeredinerror");
        clinicians.keyboard().press("Enter");
        assertThat(clinicians.locator("#found")).containsText("Nobody of your programs is found");
    }

    @Test
    void is_shown_no_more_names_than_it_takes_to_find_one_person() {
        var page = desktop("administrator");
        find(page, "a");

        assertThat(page.locator("#found")).containsText("More than ten people are found");
        assertThat(page.locator("#found li")).hasCount(0);
    }

    private static void find(Page page, String text) {
        Keys.link(page, "Erasure");
        assertThat(page.locator("h1")).hasText("Erasure");
        Keys.write(page, page.locator("#text"), text);
        page.keyboard().press("Enter");
        assertThat(page.locator("#found")).not().isEmpty();
    }
}
