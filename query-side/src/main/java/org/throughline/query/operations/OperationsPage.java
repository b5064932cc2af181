package org.throughline.query.operations;

import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.throughline.query.feed.Skips;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;

/** Shows how every read model does, rebuilds one beside the live one, and tries again what could not be taken. */
@Controller
class OperationsPage {
    private static final String PART = "operations/operations :: part";

    private final Operations operations;
    private final Accounts accounts;

    OperationsPage(Operations operations, Accounts accounts) {
        this.operations = operations;
        this.accounts = accounts;
    }

    @GetMapping("/operations")
    String page(Actor actor, Model model) {
        fill(actor, model);
        return "operations/operations";
    }

    @GetMapping("/operations/part")
    String part(Actor actor, Model model) {
        fill(actor, model);
        return PART;
    }

    @PostMapping("/operations/projections/{name}/rebuild")
    String rebuild(@PathVariable String name, Actor actor, Model model) {
        operations.rebuild(name);
        fill(actor, model);
        // it may not have begun yet: the page is to look again soon
        model.addAttribute("underway", true);
        return PART;
    }

    @PostMapping("/operations/dead-letters/{name}/retry")
    String retry(@PathVariable String name, Actor actor, Model model) {
        operations.retry(name);
        fill(actor, model);
        return PART;
    }

    @PostMapping("/operations/dead-letters/{name}/streams/{stream}/retry")
    String retry(@PathVariable String name, @PathVariable UUID stream, Actor actor, Model model) {
        operations.retry(name, stream);
        fill(actor, model);
        return PART;
    }

    @GetMapping("/operations/dead-letters/{name}/{position}/skip")
    String skipping(@PathVariable String name, @PathVariable long position, Actor actor, Model model) {
        model.addAttribute("letter", Waiting.of(operations.stuck(name, position), actor.readsIdentified()));
        return "operations/skipping";
    }

    /** A decision to leave an event out, in words. */
    record Skipped(String projection, long position, String who, String when, String reason, boolean stands) {}

    private Skipped told(Skips.Skip skip) {
        return new Skipped(
                skip.projection(),
                skip.position(),
                accounts.displayName(skip.who()),
                String.valueOf(Line.moment(skip.at())),
                skip.reason(),
                skip.stands());
    }

    private void fill(Actor actor, Model model) {
        var lines = operations.projections().stream().map(Line::of).toList();
        var letters = operations.stuck().stream()
                .map(stuck -> Waiting.of(stuck, actor.readsIdentified()))
                .toList();
        model.addAttribute("lines", lines);
        model.addAttribute("letters", letters);
        model.addAttribute(
                "stuck", letters.stream().map(Waiting::projection).distinct().toList());
        model.addAttribute("skips", operations.skips().stream().map(this::told).toList());
        model.addAttribute(
                "underway",
                lines.stream().map(Line::rebuild).anyMatch(rebuild -> rebuild != null && rebuild.underway()));
    }
}
