package org.throughline.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What somebody does who has a keyboard and no mouse. Nothing here touches a page in any other way. */
public final class Keys {
    private static final int PATIENCE = 600;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMdduuuu");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("hhmma", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("hhmmssa", Locale.ENGLISH);

    private Keys() {}

    /** Goes on with the tabulator until something has the focus. */
    static void tabTo(Page page, Locator wanted) {
        assertThat(wanted.first()).isAttached();
        for (int pressed = 0; pressed < PATIENCE; ) {
            var stops = ((Number) wanted.first().evaluate(STOPS)).intValue();
            if (stops == 0) {
                return;
            }
            for (int i = 0; i < stops; i++, pressed++) {
                page.keyboard().press("Tab");
            }
        }
        throw new AssertionError("the keyboard does not reach " + wanted);
    }

    /**
     * How often one has to press at least: asking after each key would take most of the time. What has several stops, such as
     * a day and a group of choices, counts as one or none.
     */
    private static final String STOPS = """
            wanted => {
              const here = document.activeElement;
              if (wanted === here) return 0;
              const after = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
              if (here === document.body || !after(here, wanted)) return 1;
              const stops = (document.querySelector('dialog[open]') ?? document).querySelectorAll(
                'a[href], button, select, textarea, summary, input:not([type=radio], [type=hidden])');
              return 1 + [...stops].filter((stop) => !stop.disabled && stop.tabIndex >= 0
                && stop.checkVisibility({ visibilityProperty: true }) && after(here, stop) && after(stop, wanted)).length;
            }""";

    static boolean focused(Locator wanted) {
        return (Boolean) wanted.first().evaluate("element => element === document.activeElement");
    }

    /** Goes to a button or link and presses it. */
    public static void press(Page page, Locator button) {
        tabTo(page, button);
        page.keyboard().press("Enter");
    }

    /** Goes to a button by its name and presses it. */
    public static void button(Page page, String name) {
        press(
                page,
                page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true)));
    }

    /** Goes to a link by its name and follows it. */
    public static void link(Page page, String name) {
        press(
                page,
                page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)));
    }

    /** Goes to a field and writes into it, instead of what it holds. */
    public static void write(Page page, Locator field, String text) {
        tabTo(page, field);
        page.keyboard().press("Control+a");
        page.keyboard().type(text);
    }

    /** Goes to a list and chooses the value with a label. */
    public static void choose(Page page, Locator list, String label) {
        tabTo(page, list);
        var steps = ((Number) list.first()
                        .evaluate(
                                "(list, label) => [...list.options].findIndex((option) => option.label.includes(label)) - list.selectedIndex",
                                label))
                .intValue();
        for (int i = 0; i < Math.abs(steps); i++) {
            page.keyboard().press(steps > 0 ? "ArrowDown" : "ArrowUp");
        }
        assertThat((String) list.first().evaluate("list => list.selectedOptions[0].label"))
                .contains(label);
    }

    /** Goes to a field for a day and a time and writes them. */
    public static void moment(Page page, Locator field, LocalDateTime moment) {
        local(page, field, DAY.format(moment), TIME.format(moment));
        assertThat(field)
                .hasValue(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").format(moment));
    }

    /** Goes to a field for a day and a time to the second and writes them. */
    static void exactly(Page page, Locator field, LocalDateTime moment) {
        local(page, field, DAY.format(moment), EXACT.format(moment));
    }

    private static void local(Page page, Locator field, String day, String time) {
        tabTo(page, field);
        page.keyboard().type(day);
        // a year may have more digits
        page.keyboard().press("ArrowRight");
        page.keyboard().type(time);
    }

    /** Goes to a field for a day and writes it. */
    public static void day(Page page, Locator field, LocalDate day) {
        tabTo(page, field);
        page.keyboard().type(DAY.format(day));
        assertThat(field).hasValue(day.toString());
    }
}
