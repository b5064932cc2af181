package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AResearcherMeasuresOutcomesTest extends Story {
    /** In percent and of how many. */
    private static final Pattern SHARE = Pattern.compile("\\d+\\.\\d%\\s*\\d+ of \\d+");

    private static final Pattern DAYS = Pattern.compile("[\\d.]+ days");

    @Test
    void reads_completion_reasons_and_stays_each_with_its_denominator_definition_and_position() {
        var page = desktop("researcher");

        assertThat(page.locator("h1")).hasText("Outcomes");
        assertThat(page.locator(".head")).containsText(Pattern.compile("counted up to position [\\d,]+ of the record"));
        assertThat(figure(page, "Completed")).containsText(SHARE);
        assertThat(figure(page, "Median stay, TEDS rule")).containsText(DAYS);
        assertThat(figure(page, "Median stay, plain days")).containsText(DAYS);
        assertThat(page.locator("section[aria-labelledby=reasons] tbody tr").first())
                .containsText(SHARE);
        assertThat(page.locator("section[aria-labelledby=lengths] tbody tr").first())
                .isVisible();

        Keys.press(page, page.locator("summary", new Page.LocatorOptions().setHasText("What these numbers mean")));
        assertThat(page.locator("details[open] li").first()).not().isEmpty();
    }

    @Test
    void reads_curves_with_those_at_risk_and_compares_programs_and_attributes() {
        var page = desktop("researcher");
        Keys.choose(page, page.locator("#group"), "Program");
        Keys.button(page, "Show");
        page.waitForURL(Pattern.compile(".*group=program.*"));
        assertThat(page.locator("caption").first()).hasText("By program");
        assertThat(curves(page))
                .as("curves of programs that are still in treatment")
                .isGreaterThan(1);
        Keys.press(page, page.locator("section[aria-labelledby=staying] details summary"));
        assertThat(page.locator("section[aria-labelledby=staying] details[open] tbody tr")
                        .first())
                .isVisible();

        Keys.choose(page, page.locator("#group"), "Referral");
        Keys.button(page, "Show");
        page.waitForURL(Pattern.compile(".*group=referral.*"));
        assertThat(page.locator("section[aria-labelledby=how-many] tbody")).containsText("Court or criminal justice");
        assertThat(page.getByText("Log-rank test", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible();
    }

    @Test
    void is_told_nobody_s_name_and_may_open_no_journey() {
        var auditors = desktop("auditor");
        var names = new HashSet<>(auditors.locator(".worklist .person b").allInnerTexts());
        assertThat(names).isNotEmpty();
        var journey = auditors.locator("a[href^='/journeys/0']").first().getAttribute("href");
        var page = desktop("researcher");

        for (var address : Set.of("/outcomes", "/outcomes?group=program", "/outcomes?group=substance", "/programs")) {
            page.navigate(address);
            assertThat(page.content()).doesNotContain(names).doesNotContain("/journeys/");
        }
        page.navigate(journey);
        assertThat(page.locator("h1")).hasText("Your role may not see this");
        assertThat(page.content()).doesNotContain(names);
    }

    private static Locator figure(Page page, String label) {
        return page.locator(".figures > div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("dt").getByText(label, new Locator.GetByTextOptions().setExact(true))));
    }

    /** How many curves the first picture shows. */
    private static int curves(Page page) {
        return ((Number) page.evaluate("""
                () => Chart.getChart(document.querySelector('canvas[data-chart=retention]')).data.datasets
                  .filter((line) => !line.isInterval && line.data.length > 1).length""")).intValue();
    }
}
