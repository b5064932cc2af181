package org.throughline.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium: the system's, since none is downloaded. */
public final class Chromium {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium-headless-shell"),
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"));
    private static final String AXE = AxeBuilder.getAxeScript();
    private static final int DESKTOP_WIDTH = 1280;
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    private final Browser browser;

    private Chromium(Path executable) {
        browser = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    private static final class Shared {
        private static final Optional<Chromium> INSTANCE = start();
    }

    /** The one of all stories; without one the test is skipped and says so, except where it must not be. */
    public static Chromium shared() {
        if (Shared.INSTANCE.isEmpty()) {
            assertThat(System.getenv("CI")).as("CI must have a Chromium").isNull();
            Assumptions.abort("no Chromium is installed in " + PLACES);
        }
        return Shared.INSTANCE.orElseThrow();
    }

    private static Optional<Chromium> start() {
        Optional<Path> found = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (found.isEmpty()) {
            System.out.println("Skipped: no Chromium is installed in " + PLACES);
            return Optional.empty();
        }
        // it ends with this JVM, whose child it is
        return Optional.of(new Chromium(found.orElseThrow()));
    }

    /** A fresh window of a desktop. */
    public BrowserContext desktop(String address) {
        return window(address, DESKTOP_WIDTH, 900);
    }

    /** A fresh window of a phone. */
    BrowserContext phone(String address) {
        return window(address, PHONE_WIDTH, PHONE_HEIGHT);
    }

    /** Makes a window as small as a phone. */
    public static void phone(Page page) {
        page.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
        // pictures are drawn anew at their new size
        page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    }

    private BrowserContext window(String address, int width, int height) {
        var window = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(address)
                .setViewportSize(width, height)
                .setLocale("en-US")
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        window.setDefaultTimeout(15_000);
        return window;
    }

    /** Fails if axe-core finds something serious or critical on a page, or in the dialog that is open on it. */
    static void accessible(Page page) {
        accessible(page, List.of());
    }

    /** The same for what was looked at on a desktop before: its colours are the same on a phone. */
    static void accessibleOnAPhone(Page page) {
        accessible(page, List.of("color-contrast"));
    }

    private static void accessible(Page page, List<String> known) {
        page.evaluate("(axe) => { if (!window.axe) (0, eval)(axe); }", AXE);
        assertThat((List<?>) page.evaluate(VIOLATIONS, known))
                .as("what axe-core finds on " + page.url())
                .isEmpty();
    }

    /** What is behind a dialog that is open can be neither seen well nor used, and was looked at before. */
    private static final String VIOLATIONS = """
            async (known) => {
              const { violations } = await axe.run(document.querySelector('dialog[open]') ?? document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                rules: Object.fromEntries(known.map((rule) => [rule, { enabled: false }])),
                resultTypes: ['violations'],
                iframes: false,
              });
              return violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ id, help, nodes }) => `${id}: ${help} ${nodes.slice(0, 3).map(({ target }) => target)}`);
            }""";

    /** Fails if anything reaches beyond the right edge, other than what can be scrolled on its own. */
    public static void nothingCutOff(Page page) {
        assertThat((List<?>) page.evaluate("""
                        () => [...document.querySelectorAll('body *')]
                          .filter((element) => !element.closest('.scroll, .unseen, .skip, .ways, svg, canvas, option'))
                          .filter((element) => element.getBoundingClientRect().width > 0)
                          .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
                          .map((element) => element.outerHTML.slice(0, 120))"""))
                .as("what is cut off on " + page.url())
                .isEmpty();
    }

    /** Keeps a picture of a whole page, or of a window with a dialog, in {@code target/pictures}, if {@code -Dpictures} asks. */
    public static void picture(Page page, String name) {
        if (System.getProperty("pictures") == null) {
            return;
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "pictures", name + ".png"))
                .setFullPage(!page.locator("dialog[open]").isVisible()));
    }
}
