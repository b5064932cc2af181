package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

class ALongTimelineTest extends Story {
    private static final int MANY = 500;
    private static final int SHOWN_AT_LEAST = 100;
    private static final long TWO_SECONDS = 2_000;

    @Test
    void begins_with_its_latest_entries_and_shows_the_earlier_ones_when_asked() {
        var page = desktop("clinician");
        APatientIsAdmittedTest.admit(page, "Long", "Story");
        assertThat((Integer) page.evaluate(RECORD, MANY)).isEqualTo(MANY);

        page.reload();
        var shown = page.locator(ENTRIES).count();
        assertThat(shown).isBetween(SHOWN_AT_LEAST, MANY);
        Chromium.accessible(page);
        Chromium.picture(page, "long-timeline-desktop");

        var began = System.nanoTime();
        Keys.link(page, "Show the " + (MANY + 1 - shown) + " earlier entries, too");
        assertThat(page.locator(ENTRIES)).hasCount(MANY + 1);
        assertThat((System.nanoTime() - began) / 1_000_000).as("milliseconds").isLessThan(20 * TWO_SECONDS);
    }

    /** Records follow-ups as the page's own forms would, from now into the past. */
    private static final String RECORD = """
            async (many) => {
              const token = decodeURIComponent(document.cookie.split('XSRF-TOKEN=')[1].split(';')[0]);
              const address = '/api/record' + location.pathname + '/follow-ups';
              let recorded = 0;
              for (let i = 0; i < many; i++) {
                const answer = await fetch(address, {
                  method: 'POST',
                  headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token, 'Idempotency-Key': crypto.randomUUID() },
                  body: JSON.stringify({ kind: 'follow-up', occurredAt: new Date().toISOString(), method: 'telephone',
                    status: 'no-return-reported', note: 'Number ' + i }),
                });
                if (answer.ok) recorded++;
              }
              return recorded;
            }""";
}
