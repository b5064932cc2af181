package org.throughline.query.worklist;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.query.feed.LiveUpdates;
import org.throughline.query.page.Streams;
import org.throughline.query.signin.Actor;

/** The first page: the journeys that need someone first. */
@Controller
class WorklistPage {
    private final Lists lists;
    private final LiveUpdates updates;
    private final Streams streams;

    WorklistPage(Lists lists, LiveUpdates updates, Streams streams) {
        this.lists = lists;
        this.updates = updates;
        this.streams = streams;
    }

    /** Everybody starts where their work is. */
    @GetMapping("/")
    String first(Actor actor, Model model) {
        if (!actor.readsIdentified()) {
            return actor.isAny(Role.ADMINISTRATOR) ? "redirect:/operations" : "redirect:/outcomes";
        }
        model.addAttribute("programs", lists.readable(actor));
        model.addAttribute("admits", actor.cares());
        model.addAttribute("list", lists.list(actor, new Lists.Search(null, null, null, null)));
        return "worklist/worklist";
    }

    @PostMapping("/worklist")
    String search(@ModelAttribute Lists.Search search, Actor actor, Model model) {
        model.addAttribute("list", lists.list(actor, search));
        return "worklist/worklist :: list";
    }

    @GetMapping("/worklist/stream")
    SseEmitter stream() {
        return streams.open(updates::subscribe);
    }

    @GetMapping("/api/journeys")
    @ResponseBody
    ResponseEntity<Listing> journeys(
            @RequestParam(required = false) @Nullable ProgramId program,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer page,
            Actor actor) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(lists.list(actor, new Lists.Search(null, program, status, page)));
    }

    @PostMapping("/api/journeys/search")
    @ResponseBody
    ResponseEntity<Listing> find(@RequestBody Lists.Search search, Actor actor) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(lists.list(actor, search));
    }
}
