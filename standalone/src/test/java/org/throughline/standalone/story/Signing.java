package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;

/** Signing in as a person would: by keyboard. */
final class Signing {
    private Signing() {}

    static BrowserContext in(BrowserContext window, String account) {
        var page = window.newPage();
        page.navigate("/signin");
        page.locator("[name=name]").focus();
        page.keyboard().type(account);
        page.keyboard().press("Tab");
        page.keyboard().type(Running.throughline().password());
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).not().hasText("Sign in");
        page.waitForURL(url -> !url.contains("/signin"));
        return window;
    }
}
