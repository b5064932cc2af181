package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A story in a real browser on the running application. Whoever tells one has windows and a keyboard. */
public abstract class Story {
    /** What is on a journey's timeline. */
    public static final String ENTRIES = ".entry";

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm:ss", Locale.ENGLISH);
    private static final Pattern A_JOURNEY = Pattern.compile(".*/journeys/0[0-9a-f-]{35}.*");

    private final List<BrowserContext> windows = new ArrayList<>();

    @BeforeEach
    void openTheBrowser() {
        Chromium.shared();
    }

    @AfterEach
    void closeTheWindows() {
        windows.forEach(BrowserContext::close);
    }

    /** A desktop window of somebody who is signed in. */
    Page desktop(String account) {
        return Signing.in(kept(Chromium.shared().desktop(Running.throughline().address())), account);
    }

    /** A desktop window of nobody yet. */
    Page desktop() {
        return kept(Chromium.shared().desktop(Running.throughline().address())).newPage();
    }

    /** A phone of somebody who is signed in. */
    Page phone(String account) {
        return Signing.in(kept(Chromium.shared().phone(Running.throughline().address())), account);
    }

    /** A phone of nobody yet. */
    Page phone() {
        return kept(Chromium.shared().phone(Running.throughline().address())).newPage();
    }

    private BrowserContext kept(BrowserContext window) {
        windows.add(window);
        return window;
    }

    /** From the list of journeys to the first of them. */
    static void openFirstJourney(Page page) {
        Keys.press(page, page.locator("a[href^='/journeys/0']").first());
        arrive(page);
    }

    /** Waits until a journey's page is there. */
    public static void arrive(Page page) {
        page.waitForURL(A_JOURNEY);
        assertThat(page.locator(ENTRIES).first()).isVisible();
    }

    /** The button below a journey's name that opens a form. */
    static Locator recording(Page page, String kind) {
        return page.locator("#record-" + kind);
    }

    /** Opens a form from a journey's page. */
    public static void open(Page page, Locator button) {
        Keys.press(page, button);
        assertThat(page.locator("#desk form")).isVisible();
    }

    /** Sends the form in the dialog and waits for the answer. */
    public static void send(Page page, int status) {
        var button = page.locator("#desk footer button").first();
        Keys.tabTo(page, button);
        var answer = page.waitForResponse(
                response -> response.url().contains("/api/record/"),
                () -> page.keyboard().press("Enter"));
        assertThat(answer.status()).as(answer::text).isEqualTo(status);
    }

    /** Records a follow-up in which nothing has happened. */
    public static void followUp(Page page, String note) {
        followUp(page, note, SOON);
    }

    /** The same where it may take a while until the page shows it. */
    public static void followUp(Page page, String note, Duration patience) {
        var before = page.locator(ENTRIES).count();
        open(page, recording(page, "follow-up"));
        Keys.choose(page, page.locator("#f-status"), "No return to use reported");
        Keys.write(page, page.locator("#f-note"), note);
        send(page, 201);
        assertThat(page.locator(ENTRIES))
                .hasCount(before + 1, new LocatorAssertions.HasCountOptions().setTimeout((double) patience.toMillis()));
        assertThat(page.locator(ENTRIES).filter(new Locator.FilterOptions().setHasText(note)))
                .isVisible();
    }

    /** The entry with a text. */
    public static Locator entry(Page page, String text) {
        return page.locator(ENTRIES).filter(new Locator.FilterOptions().setHasText(text));
    }

    /** The moment some minutes ago, on the clock of a journey's program. */
    static LocalDateTime ago(Page page, long minutes) {
        var zone = page.locator(".band div", new Page.LocatorOptions().setHasText("Times shown in"))
                .locator("dd")
                .innerText()
                .replace(' ', '_');
        return LocalDateTime.now(ZoneId.of(zone)).minusMinutes(minutes).truncatedTo(ChronoUnit.MINUTES);
    }

    /** A moment as pages tell it to the second. */
    static LocalDateTime exact(String text) {
        return LocalDateTime.parse(text.strip(), EXACT);
    }

    /** A day as pages tell it. */
    static LocalDate day(String text) {
        return LocalDate.parse(text.strip(), DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH));
    }
}
