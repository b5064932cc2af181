package org.throughline.query.timeline;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.throughline.events.JourneyId;
import org.throughline.events.Role;
import org.throughline.query.access.BreakGlass;
import org.throughline.query.access.JourneyAccess;
import org.throughline.query.attendance.Attendance;
import org.throughline.query.attendance.AttendanceView;
import org.throughline.query.feed.LiveUpdates;
import org.throughline.query.identity.Patients;
import org.throughline.query.page.Streams;
import org.throughline.query.program.Programs;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;

/** The page of one journey, and the part of it that changes by itself. */
@Controller
class JourneyPage {
    private final Timelines timelines;
    private final Attendance attendance;
    private final Patients patients;
    private final Programs programs;
    private final JourneyAccess access;
    private final Accounts accounts;
    private final LiveUpdates updates;
    private final Streams streams;
    private final InstantSource clock;

    JourneyPage(
            Timelines timelines,
            Attendance attendance,
            Patients patients,
            Programs programs,
            JourneyAccess access,
            Accounts accounts,
            LiveUpdates updates,
            Streams streams,
            @Qualifier("queryClock") InstantSource clock) {
        this.timelines = timelines;
        this.attendance = attendance;
        this.patients = patients;
        this.programs = programs;
        this.access = access;
        this.accounts = accounts;
        this.updates = updates;
        this.streams = streams;
        this.clock = clock;
    }

    @GetMapping("/journeys/{journey}")
    String show(
            @PathVariable JourneyId journey,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "false") boolean all,
            Actor actor,
            Model model) {
        fill(journey, reason, all, actor, model);
        return "timeline/journey";
    }

    @GetMapping("/journeys/{journey}/part")
    String part(
            @PathVariable JourneyId journey,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "false") boolean all,
            Actor actor,
            Model model) {
        fill(journey, reason, all, actor, model);
        return "timeline/journey :: part";
    }

    @GetMapping("/journeys/{journey}/stream")
    SseEmitter stream(
            @PathVariable JourneyId journey, @RequestParam(required = false) @Nullable String reason, Actor actor) {
        access.purpose(actor, summary(journey, actor, reason).program(), reason);
        return streams.open(told -> updates.subscribe(journey.value(), told));
    }

    private JourneySummary summary(JourneyId journey, Actor actor, @Nullable String reason) {
        return timelines.summary(journey).orElseThrow(() -> JourneyAccess.unknown(actor, reason));
    }

    private void fill(JourneyId id, @Nullable String reason, boolean all, Actor actor, Model model) {
        var journey = summary(id, actor, reason);
        var wanted =
                new JourneyAccess.Wanted(id, journey.patient(), journey.program(), "timeline", journey.lastPosition());
        var purpose = access.open(actor, wanted, reason);
        var now = clock.instant();
        var glass = BreakGlass.of(purpose);
        var records = actor.cares() && actor.belongsTo(journey.program());
        var shown = shown(id, all, new JourneyView.Hand(actor.id(), records, actor.isAny(Role.SUPERVISOR)));
        model.addAttribute(
                "header",
                JourneyHeader.of(
                        shown.journey(),
                        patients.of(journey.patient()),
                        patients.erased(journey.patient()),
                        programs.of(journey.program())
                                .map(program -> program.name())
                                .orElse("Unknown program"),
                        accounts.displayName(journey.clinician()),
                        new JourneyHeader.Reader(
                                records,
                                glass.map(BreakGlass::words).orElse(null),
                                glass.map(BreakGlass::code).orElse(null)),
                        now));
        model.addAttribute("view", shown.view());
        model.addAttribute("all", all);
        model.addAttribute("attendance", AttendanceView.of(attendance.of(id, now)));
    }

    private record Shown(JourneySummary journey, JourneyView view) {}

    private Shown shown(JourneyId id, boolean all, JourneyView.Hand hand) {
        var shown = all
                ? timelines
                        .of(id)
                        .map(whole -> new Shown(whole.journey(), JourneyView.of(whole, accounts::displayName, hand)))
                : timelines
                        .latest(id, JourneyView.ENOUGH)
                        .map(latest ->
                                new Shown(latest.journey(), JourneyView.of(latest, accounts::displayName, hand)));
        return shown.orElseThrow();
    }
}
