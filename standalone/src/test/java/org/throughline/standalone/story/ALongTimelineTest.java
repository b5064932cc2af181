package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ALongTimelineTest extends Story {
    private static final int MANY = 150;
    private static final int SHOWN = 100;

    @Test
    void begins_with_its_latest_entries_and_shows_the_earlier_ones_when_asked() {
        var page = desktop("clinician");
        APatientIsAdmittedTest.admit(page, "Long", "Story");
        var journey = URI.create(page.url()).getPath();
        // an open timeline would show each of them as it comes
        page.navigate("/programs");
        var last = page.evaluate(RECORD, List.of(journey, MANY));
        assertThat(last).as("the position of the last of them").isInstanceOf(Integer.class);

        page.navigate(journey + "?at-least=" + last);
        assertThat(page.locator(ENTRIES)).hasCount(SHOWN);
        Chromium.accessible(page);
        Chromium.picture(page, "long-timeline-desktop");

        Keys.link(page, "Show the " + (MANY + 1 - SHOWN) + " earlier entries, too");
        assertThat(page.locator(ENTRIES)).hasCount(MANY + 1);
        followUp(page, "And another one");
    }

    /** Records follow-ups as the page's own forms would, from now into the past. */
    private static final String RECORD = """
            async ([journey, many]) => {
              const token = decodeURIComponent(document.cookie.split('XSRF-TOKEN=')[1].split(';')[0]);
              const address = '/api/record' + journey + '/follow-ups';
              let position = 'none';
              for (let i = 0; i < many; i++) {
                const answer = await fetch(address, {
                  method: 'POST',
                  headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token, 'Idempotency-Key': crypto.randomUUID() },
                  body: JSON.stringify({ kind: 'follow-up', occurredAt: new Date().toISOString(), method: 'telephone',
                    status: 'no-return-reported', note: 'Number ' + i }),
                });
                if (!answer.ok) return await answer.text();
                position = (await answer.json()).position;
              }
              return position;
            }""";
}
