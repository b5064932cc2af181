package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AManagerRunsAProgramTest extends Story {
    @Test
    void plans_a_session_and_calls_it_off() {
        var page = desktop("manager");
        Keys.link(page, "Sessions");
        var starts = LocalDateTime.now(ZoneOffset.UTC).plusDays(5).withHour(7).withMinute(15);
        Keys.choose(page, page.locator("#kind"), "Family therapy");
        Keys.moment(page, page.locator("#starts"), starts);
        Keys.write(page, page.locator("#minutes"), "90");
        Keys.choose(page, page.locator("#facilitator"), "Mei Tanaka");
        Keys.write(page, page.locator("#group"), "Friday families");
        Keys.button(page, "Plan it");

        var session = page.locator(".session:target");
        assertThat(session).containsText("Family therapy");
        assertThat(session).containsText("1 h 30 · In person · Mei Tanaka");

        open(page, session.locator("button"));
        Keys.choose(page, page.locator("#f-reason"), "Weather");
        send(page, 201);
        assertThat(page.locator(".session:target .chip")).hasText("Called off: weather");
        assertThat(page.locator(".session:target button")).hasCount(0);
    }

    @Test
    void is_asked_why_a_session_is_unusually_long_and_may_say_it() {
        var page = desktop("manager");
        Keys.link(page, "Sessions");
        Keys.moment(
                page,
                page.locator("#starts"),
                LocalDateTime.now(ZoneOffset.UTC).plusDays(6).withHour(8).withMinute(0));
        Keys.write(page, page.locator("#minutes"), "240");
        Keys.choose(page, page.locator("#facilitator"), "Mei Tanaka");
        Keys.button(page, "Plan it");
        assertThat(page.locator("#unusualLength-wrong")).containsText("shorter or longer than usual");
        assertThat(page.locator("#minutes")).hasValue("240");

        Keys.choose(page, page.locator("#unusualLength"), "Special program");
        Keys.button(page, "Plan it");
        assertThat(page.locator(".session:target")).containsText("4 h");
    }

    @Test
    void adopts_a_policy_from_next_week_on() {
        var page = desktop("manager");
        Keys.link(page, "Programs");
        var program = page.locator(".program").first();
        open(page, program.locator("button"));
        Keys.write(page, page.locator("#f-weekly"), "10.5");
        Keys.write(page, page.locator("#f-shortest"), "200");
        send(page, 422);
        assertThat(page.locator("#f-shortest-wrong")).containsText("must lie between 1 and 180");
        assertThat(page.locator("#f-weekly")).hasValue("10.5");

        Keys.write(page, page.locator("#f-shortest"), "60");
        send(page, 201);
        assertThat(page.locator(".program:target"))
                .containsText(Pattern.compile("From \\w{3} \\d+ \\w{3} \\d{4}\\s+policy \\d+: 10 h 30 a week"));
    }

    @Test
    void cannot_change_how_past_weeks_were_judged() {
        var page = desktop("manager");
        Keys.link(page, "Programs");
        open(page, page.locator(".program").first().locator("button"));
        Keys.day(page, page.locator("#f-from"), LocalDate.of(2025, 3, 3));
        send(page, 422);

        assertThat(page.locator("#f-from-wrong")).containsText("A policy cannot change how past weeks were judged");
    }
}
