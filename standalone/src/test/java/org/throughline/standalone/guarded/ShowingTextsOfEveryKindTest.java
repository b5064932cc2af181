package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** Texts that mean something to a browser, a database or a spreadsheet mean nothing here: they come back as given. */
@Order(3)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(House.ONE)
class ShowingTextsOfEveryKindTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "🧑‍⚕️🎉Ørsted",
                "محمد بن سلمان",
                "שָׂרָה כהן",
                "\u202eright to left",
                "O'Brien'); drop table event; --",
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)' x='",
                "{{7*7}}${7*7}#{7*7}*{7*7}__${7*7}__::",
                "=cmd|' /C calc'!A0",
                "javascript:alert(1)",
                "&lt;b&gt;&amp;",
                "%00%27%3Cscript%3E"
            })
    void are_stored_as_given_and_shown_escaped(String text) {
        var told = Told.everything(Clinic.open(6), text);
        Shown.awaited(told);

        var api = told.clinic.supervisor().get("/api/journeys/" + told.journey);
        assertThat(notes(api.json(), new ArrayList<>())).containsAll(told.notes);
        var page = told.clinic.supervisor().get("/journeys/" + told.journey).body();
        var escaped = HtmlUtils.htmlEscape(text.toLowerCase(Locale.ROOT), "UTF-8");
        assertThat(HtmlUtils.htmlUnescape(page)).contains(told.notes.getFirst());
        assertThat(told.clinic
                        .supervisor()
                        .post("/api/journeys/search", "{\"text\": \"" + told.family + "\"}")
                        .body())
                .contains(told.journey);
        if (!escaped.equals(text.toLowerCase(Locale.ROOT))) {
            Everything.answered(told, List.of(told.clinic.supervisor())).forEach((question, answer) -> {
                if (!answer.startsWith("{") && !answer.startsWith("[")) {
                    assertThat(withoutData(answer)).as(question).doesNotContain(text);
                }
            });
        }
    }

    /** Scripts are given data in an element that is not run; there only the end of the element could do harm. */
    private static String withoutData(String page) {
        return page.replaceAll("(?s)<script type=\"application/json\"[^>]*>[^<]*</script>", "");
    }

    private static List<String> notes(JsonNode node, List<String> notes) {
        if (node.isObject()) {
            node.properties().forEach(part -> {
                if (part.getKey().equals("note") && part.getValue().isString()) {
                    notes.add(part.getValue().asString());
                }
                notes(part.getValue(), notes);
            });
        }
        node.forEach(part -> notes(part, notes));
        return notes;
    }
}
