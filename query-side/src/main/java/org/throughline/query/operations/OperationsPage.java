package org.throughline.query.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.throughline.query.feed.DeadLetters;
import org.throughline.query.feed.Feed;
import org.throughline.query.page.Times;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;

/** Shows how every read model does, rebuilds one beside the live one, and tries again what could not be taken. */
@Controller
class OperationsPage {
    private final Feed feed;
    private final DeadLetters deadLetters;

    OperationsPage(Feed feed, DeadLetters deadLetters) {
        this.feed = feed;
        this.deadLetters = deadLetters;
    }

    /** One read model in words. */
    record Line(
            String name,
            long position,
            long head,
            int percent,
            boolean running,
            long deadLetters,
            @Nullable Rebuilding rebuild) {

        static Line of(Feed.Status status) {
            var rebuild = status.rebuild();
            return new Line(
                    status.projection(),
                    status.position(),
                    status.head(),
                    share(status.position(), status.head()),
                    status.runningHere(),
                    status.deadLetters(),
                    rebuild == null
                            ? null
                            : new Rebuilding(
                                    share(rebuild.position(), rebuild.head()),
                                    rebuild.endedAt() == null && rebuild.failure() == null,
                                    rebuild.failure(),
                                    ended(rebuild.endedAt()),
                                    rebuild.perSecond(),
                                    remaining(rebuild.remaining())));
        }
    }

    /** A rebuild in words. */
    record Rebuilding(
            int percent,
            boolean underway,
            @Nullable String failure,
            @Nullable String ended,
            long perSecond,
            @Nullable String remaining) {}

    @GetMapping("/operations")
    String page(Model model) {
        fill(model);
        return "operations/operations";
    }

    @GetMapping("/operations/part")
    String part(Model model) {
        fill(model);
        return "operations/operations :: part";
    }

    @PostMapping("/operations/projections/{name}/rebuild")
    String rebuildFromPage(@PathVariable String name, Model model) {
        rebuild(name);
        fill(model);
        // it may not have begun yet: the page is to look again soon
        model.addAttribute("underway", true);
        return "operations/operations :: part";
    }

    @PostMapping("/operations/dead-letters/{name}/retry")
    String retryFromPage(@PathVariable String name, Model model) {
        feed.retryDeadLetters(known(name));
        fill(model);
        return "operations/operations :: part";
    }

    @GetMapping("/api/operations/projections")
    @ResponseBody
    List<Feed.Status> projections() {
        return feed.status();
    }

    @PostMapping("/api/operations/projections/{name}/rebuild")
    @ResponseBody
    ResponseEntity<Map<String, String>> rebuildFromApi(@PathVariable String name) {
        rebuild(name);
        return ResponseEntity.accepted()
                .header("Location", "/api/operations/projections")
                .body(Map.of("projection", name, "progress", "/api/operations/projections"));
    }

    @GetMapping("/api/operations/dead-letters")
    @ResponseBody
    List<DeadLetters.Letter> letters() {
        return deadLetters.all();
    }

    @PostMapping("/api/operations/dead-letters/{name}/retry")
    @ResponseBody
    Map<String, Integer> retryFromApi(@PathVariable String name) {
        return Map.of("taken", feed.retryDeadLetters(known(name)));
    }

    private void fill(Model model) {
        var lines = feed.status().stream().map(Line::of).toList();
        model.addAttribute("lines", lines);
        model.addAttribute("letters", deadLetters.all());
        model.addAttribute(
                "underway",
                lines.stream().map(Line::rebuild).anyMatch(rebuild -> rebuild != null && rebuild.underway()));
    }

    /** How it goes on is told by its progress; how it fails, too. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void rebuild(String name) {
        feed.rebuild(known(name));
    }

    private String known(String name) {
        if (!feed.projections().contains(name)) {
            throw new Refused(Problem.NOT_FOUND, "There is no read model of this name.");
        }
        return name;
    }

    private static int share(long done, long whole) {
        return whole == 0 ? 100 : (int) Math.min(100, done * 100 / whole);
    }

    private static @Nullable String ended(@Nullable Instant at) {
        return at == null ? null : Times.exact(at, ZoneOffset.UTC) + " UTC";
    }

    private static @Nullable String remaining(@Nullable Duration left) {
        if (left == null || left.isZero()) {
            return null;
        }
        return left.toMinutes() > 0
                ? "about " + left.toMinutes() + " min left"
                : "about " + left.toSeconds() + " s left";
    }
}
