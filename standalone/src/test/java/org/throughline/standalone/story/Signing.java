package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** Signing in as a person would: by keyboard. */
final class Signing {
    private Signing() {}

    /** The first page that somebody sees, in a window of their own. */
    static Page in(BrowserContext window, String account) {
        var page = window.newPage();
        page.navigate("/signin");
        assertThat(page.locator("[name=name]")).isFocused();
        page.keyboard().type(account);
        page.keyboard().press("Tab");
        page.keyboard().type(Running.throughline().password());
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("/signin"));
        return page;
    }
}
