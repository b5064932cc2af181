package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class APatientIsAdmittedTest extends Story {
    @Test
    void is_registered_enrolled_discharged_and_comes_back_to_treatment() {
        var page = desktop("clinician");
        admit(page, "Amélie", "Ó Súilleabháin-Waßmer");
        assertThat(page.locator("h1")).hasText("Amélie Ó Súilleabháin-Waßmer");
        assertThat(page.getByText("Open · day 1")).isVisible();
        assertThat(page.locator(ENTRIES)).hasCount(1);

        open(page, recording(page, "discharge"));
        Keys.choose(page, page.locator("#f-reason"), "Transferred");
        Keys.write(page, page.locator("#f-note"), "To the clinic across the river");
        send(page, 201);
        assertThat(entry(page, "To the clinic across the river")).containsText("Discharged: transferred");
        assertThat(entry(page, "To the clinic across the river").locator("button[id^=rescind-]"))
                .hasCount(0);
        assertThat(recording(page, "discharge")).hasCount(0);

        var supervisors = desktop("supervisor");
        supervisors.navigate(page.url());
        open(supervisors, entry(supervisors, "To the clinic across the river").locator("button[id^=rescind-]"));
        Keys.write(supervisors, supervisors.locator("#f-note"), "The transfer fell through");
        send(supervisors, 201);
        assertThat(entry(page, "To the clinic across the river").locator(".strike"))
                .containsText("The transfer fell through");
        assertThat(page.getByText("Open · day 1")).isVisible();
    }

    @Test
    void is_told_apart_from_others_of_the_same_name_and_found_by_number() {
        var page = desktop("clinician");
        register(page, "Lin", "Same Name", "MRN 4711");
        assertThat(page.locator("h2").first()).containsText("Lin Same Name");

        Keys.link(page, "Journeys");
        Keys.link(page, "Admit a patient");
        Keys.write(page, page.locator("#text"), "4711");
        page.keyboard().press("Enter");
        assertThat(page.locator("#found li")).hasCount(1);
        Keys.press(page, page.locator("#found a"));
        assertThat(page.locator("h2").first()).containsText("Lin Same Name");
    }

    @Test
    void is_called_what_they_are_called_from_right_to_left_and_at_any_length() {
        var page = phone("clinician");
        var family = "Wolfeschlegelsteinhausenbergerdorff".repeat(3);
        admit(page, "نور 🙂 <b>", family);

        assertThat(page.locator("h1")).hasText("نور 🙂 <b> " + family);
        Chromium.nothingCutOff(page);
        Chromium.accessible(page);
        Chromium.picture(page, "long-name-phone");
        Keys.link(page, "Journeys");
        Keys.write(page, page.locator("#text"), "wolfeschlegel");
        assertThat(page.locator(".worklist b").first()).containsText("نور");
        Chromium.nothingCutOff(page);
        Chromium.picture(page, "long-name-worklist-phone");
    }

    @Test
    void is_not_registered_with_a_birthday_to_come_and_nothing_typed_is_lost() {
        var page = desktop("clinician");
        Keys.link(page, "Admit a patient");
        Keys.write(page, page.locator("#given"), "Early");
        Keys.write(page, page.locator("#family"), "Bird");
        Keys.day(page, page.locator("#birthDate"), LocalDate.of(2199, 1, 2));
        Keys.button(page, "Register and go on");

        assertThat(page.locator("#birthDate-wrong")).containsText("has not happened yet");
        assertThat(page.locator("#given")).hasValue("Early");
    }

    static void admit(Page page, String given, String family) {
        register(page, given, family, "");
        Keys.choose(page, page.locator("#SUB1"), "Alcohol");
        Keys.button(page, "Admit");
        arrive(page);
    }

    /** Registers somebody born on 29 February 1988 and goes on to their admission. */
    static void register(Page page, String given, String family, String number) {
        Keys.link(page, "Admit a patient");
        Keys.write(page, page.locator("#given"), given);
        Keys.write(page, page.locator("#family"), family);
        Keys.day(page, page.locator("#birthDate"), LocalDate.of(1988, 2, 29));
        if (!number.isEmpty()) {
            Keys.write(page, page.locator("#number"), number);
        }
        Keys.button(page, "Register and go on");
        assertThat(page.locator("#admittedAt")).isVisible();
    }
}
