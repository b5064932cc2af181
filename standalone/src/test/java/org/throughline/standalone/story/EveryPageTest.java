package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page and dialog, on a desktop and on a phone: what axe-core finds, what is cut off, and a picture of it. */
class EveryPageTest extends Story {
    private static final String DIALOG = "dialog[open] form";
    /** A form whose text the browser alone would put into an address, where no name may stand. */
    private static final String TYPED_INTO_AN_ADDRESS =
            "form:is(:not([method=post], [method=dialog]), [hx-get]) :is(textarea, input"
                    + ":not([type=hidden], [type=checkbox], [type=radio], [type=datetime-local]))";

    /** Signing in is no part of what is looked at: once a person is enough. */
    private static final Map<String, BrowserContext> WINDOWS = new HashMap<>();

    @AfterAll
    static void closeAllWindows() {
        WINDOWS.values().forEach(BrowserContext::close);
        WINDOWS.clear();
    }

    /**
     * A page.
     *
     * @param account who looks at it; empty for nobody
     * @param opening how one gets there
     */
    record View(String name, String account, Consumer<Page> opening) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<View> pages() {
        return Stream.of(
                        List.of(
                                view("signin", "", "/signin"),
                                view("signin-failed", "", "/signin?failed"),
                                view("signed-out", "", "/signin?left"),
                                view("problems", "", "/problems"),
                                view("problem", "", "/problems/retained")),
                        clinicians(),
                        List.of(
                                view("auditor-worklist", "auditor", "/"),
                                journey("auditor-journey", "auditor", page -> {}),
                                view("outcomes", "researcher", "/outcomes"),
                                view("outcomes-by-program", "researcher", "/outcomes?group=program"),
                                view("outcomes-of-the-manager", "manager", "/outcomes?group=program"),
                                view("programs", "manager", "/programs"),
                                dialog("adopting", "manager", "/programs", ".program button"),
                                view("sessions-of-the-manager", "manager", "/sessions")),
                        List.of(
                                new View("operations", "administrator", EveryPageTest::somethingStuck),
                                new View("skipping", "administrator", page -> {
                                    somethingStuck(page);
                                    press(page, "[id^=skip-]");
                                }),
                                dialog("publishing", "administrator", "/programs", "#publish"),
                                view("erasure", "administrator", "/erasure"),
                                new View("erasing", "administrator", EveryPageTest::somebodyToErase),
                                new View("confirming-an-erasure", "administrator", page -> {
                                    somebodyToErase(page);
                                    page.locator("#erase").click();
                                    assertThat(page.locator(DIALOG)).isVisible();
                                })))
                .flatMap(List::stream);
    }

    private static List<View> clinicians() {
        return List.of(
                view("worklist", "clinician", "/"),
                new View("worklist-empty", "clinician", page -> {
                    page.navigate("/");
                    page.locator("#text").fill("nobody is called that");
                    assertThat(page.locator("#list")).containsText("No journeys here");
                }),
                new View("worklist-ended", "clinician", page -> {
                    page.navigate("/");
                    page.locator("#status").selectOption("ended");
                    assertThat(page.locator("#list")).containsText("ended");
                }),
                journey("journey", "clinician", page -> {}),
                journey(
                        "journey-weeks",
                        "clinician",
                        page -> page.locator(".side summary").click()),
                form("attendance"),
                form("absence"),
                form("relapse"),
                form("follow-up"),
                form("discharge"),
                journey("correcting", "supervisor", page -> press(page, "[id^=correct-]")),
                journey("striking-out", "supervisor", page -> press(page, "[id^=void-]")),
                journey("replay", "clinician", page -> {
                    page.locator(".head a").first().click();
                    assertThat(page.locator("#step")).isVisible();
                    page.locator("#back").click();
                    assertThat(page.locator("aside h2")).hasText("1 recorded since");
                }),
                journey("readers", "clinician", page -> {
                    page.locator(".head a").last().click();
                    assertThat(page.locator(".readers")).isVisible();
                }),
                view("admission", "clinician", "/journeys/new"),
                new View("enrolment", "clinician", page -> {
                    page.navigate("/journeys/new");
                    page.locator("#text").fill("a");
                    page.locator("[role=search] button").click();
                    page.locator("#found a").first().click();
                    assertThat(page.locator("#admittedAt")).isVisible();
                }),
                view("sessions", "clinician", "/sessions"),
                dialog("calling-off", "clinician", "/sessions", "[id^=cancel-]"),
                view("programs-of-a-clinician", "clinician", "/programs"),
                view("error-403", "clinician", "/operations"),
                view("error-404", "clinician", "/journeys/01980000-0000-7000-8000-000000000000"),
                view("error-409", "clinician", "/?at-least=999999999"));
    }

    private static View view(String name, String account, String address) {
        return new View(name, account, page -> page.navigate(address));
    }

    private static View dialog(String name, String account, String address, String button) {
        return new View(name, account, page -> {
            page.navigate(address);
            press(page, button);
        });
    }

    private static View form(String kind) {
        return journey("recording-" + kind, "clinician", page -> press(page, "#record-" + kind));
    }

    private static View journey(String name, String account, Consumer<Page> then) {
        return new View(name, account, page -> {
            page.navigate("/");
            page.locator("a[href^='/journeys/0']").first().click();
            arrive(page);
            then.accept(page);
        });
    }

    private static void press(Page page, String button) {
        page.locator(button).first().click();
        assertThat(page.locator(DIALOG)).isVisible();
    }

    private static void somethingStuck(Page page) {
        StuckEvent.waits();
        page.navigate("/operations");
        assertThat(page.locator("[id^=skip-]").first()).isVisible();
        assertThat(page.locator("[data-imports]")).not().containsText("They are asked for");
    }

    private static void somebodyToErase(Page page) {
        page.navigate("/erasure");
        page.locator("#text").fill("lowery");
        page.locator("[role=search] button").click();
        page.locator("#found a").first().click();
        assertThat(page.locator("#erase")).isVisible();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void can_be_used_by_everybody_on_a_desktop_and_on_a_phone(View view) {
        // each page that stays open listens, and a browser listens to a few only
        try (var page = view.account().isEmpty()
                ? desktop()
                : WINDOWS.computeIfAbsent(view.account(), EveryPageTest::signedIn)
                        .newPage()) {
            look(view, page);
        }
    }

    private static void look(View view, Page page) {
        view.opening().accept(page);
        assertThat(page.locator(TYPED_INTO_AN_ADDRESS)).hasCount(0);
        Chromium.accessible(page);
        Chromium.nothingCutOff(page);
        Chromium.picture(page, view.name() + "-desktop");

        Chromium.phone(page);
        if (page.locator("dialog[open]").count() == 0) {
            // a dialog is the same on both
            Chromium.accessibleOnAPhone(page);
        }
        Chromium.nothingCutOff(page);
        Chromium.picture(page, view.name() + "-phone");
    }

    private static BrowserContext signedIn(String account) {
        return Signing.in(Chromium.shared().desktop(Running.throughline().address()), account)
                .context();
    }
}
