package org.throughline.query.replay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.throughline.events.JourneyId;
import org.throughline.query.access.AccessLog;
import org.throughline.query.access.JourneyAccess;
import org.throughline.query.identity.Patients;
import org.throughline.query.page.Json;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;
import org.throughline.query.timeline.JourneySummary;
import org.throughline.query.timeline.Timelines;
import tools.jackson.databind.JsonNode;

/** Replay of a journey, step by step or as known at a moment, and the list of who has read it. */
@Controller
class ReplayPage {
    private final Timelines timelines;
    private final Replays replays;
    private final Patients patients;
    private final JourneyAccess access;
    private final AccessLog log;
    private final Accounts accounts;
    private final Json json;

    ReplayPage(
            Timelines timelines,
            Replays replays,
            Patients patients,
            JourneyAccess access,
            AccessLog log,
            Accounts accounts,
            Json json) {
        this.timelines = timelines;
        this.replays = replays;
        this.patients = patients;
        this.access = access;
        this.log = log;
        this.accounts = accounts;
        this.json = json;
    }

    /** When the journey is to be shown: at a step of its own, a position of the record, or a wall clock's time there. */
    record When(
            @Nullable Integer step,
            @Nullable Long position,
            @Nullable LocalDateTime knownOn) {}

    @GetMapping("/journeys/{journey}/replay")
    String page(
            @PathVariable JourneyId journey,
            When when,
            @RequestParam(required = false) @Nullable String reason,
            Actor actor,
            Model model) {
        fill(journey, when, reason, actor, model);
        return "replay/replay";
    }

    @GetMapping("/journeys/{journey}/replay/part")
    String part(
            @PathVariable JourneyId journey,
            When when,
            @RequestParam(required = false) @Nullable String reason,
            Actor actor,
            Model model) {
        fill(journey, when, reason, actor, model);
        return "replay/replay :: part";
    }

    private void fill(JourneyId id, When when, @Nullable String reason, Actor actor, Model model) {
        var journey = summary(id, actor, reason);
        open(actor, journey, "replay", when.position(), reason);
        var now = replays.now(id).orElseThrow(ReplayPage::unknown);
        model.addAttribute("journey", id);
        model.addAttribute("suffix", reason == null ? "" : "&reason=" + reason);
        model.addAttribute("back", reason == null ? "" : "?reason=" + reason);
        model.addAttribute(
                "name",
                patients.of(journey.patient())
                        .map(identity ->
                                identity.name().given() + " " + identity.name().family())
                        .orElse(null));
        model.addAttribute(
                "replay",
                ReplayView.of(
                        now.steps(),
                        known(when, now.steps(), journey),
                        now.head(),
                        journey.zone(),
                        accounts::displayName));
    }

    private static int known(When when, List<Replay.Step> steps, JourneySummary journey) {
        var step = when.step();
        var position = when.position();
        var knownOn = when.knownOn();
        if (step != null) {
            return Math.clamp(step, 0, steps.size());
        }
        if (position != null) {
            return ReplayView.knownBy(steps, position);
        }
        return knownOn == null ? steps.size() : ReplayView.knownBy(steps, ReplayView.moment(knownOn, journey.zone()));
    }

    /** One reading in words. */
    record Read(String at, String who, String role, String what, String purpose) {}

    @GetMapping("/journeys/{journey}/readers")
    String readers(
            @PathVariable JourneyId journey,
            @RequestParam(required = false) @Nullable String reason,
            Actor actor,
            Model model) {
        var summary = summary(journey, actor, reason);
        open(actor, summary, "readers", null, reason);
        model.addAttribute("journey", journey);
        model.addAttribute("back", reason == null ? "" : "?reason=" + reason);
        model.addAttribute(
                "readers",
                log.readersOf(journey, summary.patient()).stream()
                        .map(reading -> new Read(
                                Times.exact(reading.at(), summary.zone()),
                                accounts.displayName(reading.who()),
                                Words.of(reading.role()),
                                Words.of(reading.what()),
                                Words.of(reading.purpose())))
                        .toList());
        return "replay/readers";
    }

    @GetMapping("/api/journeys/{journey}/replay")
    @ResponseBody
    ResponseEntity<JsonNode> replay(
            @PathVariable JourneyId journey,
            @RequestParam(required = false) @Nullable Long position,
            @RequestParam(required = false) @Nullable Instant asOf,
            @RequestParam(required = false) @Nullable String reason,
            Actor actor) {
        open(actor, summary(journey, actor, reason), "replay", position, reason);
        Optional<Replay> replay;
        if (position != null) {
            replay = replays.at(journey, position);
        } else if (asOf != null) {
            replay = replays.asOf(journey, asOf);
        } else {
            replay = replays.now(journey);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(json.tree(replay.orElseThrow(ReplayPage::unknown)));
    }

    @GetMapping("/api/journeys/{journey}/readers")
    @ResponseBody
    ResponseEntity<List<AccessLog.Reading>> readers(
            @PathVariable JourneyId journey, @RequestParam(required = false) @Nullable String reason, Actor actor) {
        var summary = summary(journey, actor, reason);
        open(actor, summary, "readers", null, reason);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(log.readersOf(journey, summary.patient()));
    }

    private JourneySummary summary(JourneyId journey, Actor actor, @Nullable String reason) {
        return timelines.summary(journey).orElseThrow(() -> JourneyAccess.unknown(actor, reason));
    }

    private static Refused unknown() {
        return new Refused(Problem.NOT_FOUND, "No journey is known by this address.");
    }

    private void open(
            Actor actor, JourneySummary journey, String what, @Nullable Long position, @Nullable String reason) {
        access.open(
                actor,
                new JourneyAccess.Wanted(journey.journey(), journey.patient(), journey.program(), what, position),
                reason);
    }
}
