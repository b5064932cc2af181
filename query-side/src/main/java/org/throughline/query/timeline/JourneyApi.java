package org.throughline.query.timeline;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.events.JourneyId;
import org.throughline.query.access.JourneyAccess;
import org.throughline.query.attendance.Attendance;
import org.throughline.query.page.Json;
import org.throughline.query.signin.Actor;
import tools.jackson.databind.JsonNode;

/** A journey and its weeks for programs. */
@RestController
class JourneyApi {
    private final Timelines timelines;
    private final Attendance attendance;
    private final JourneyAccess access;
    private final Json json;
    private final InstantSource clock;

    JourneyApi(
            Timelines timelines,
            Attendance attendance,
            JourneyAccess access,
            Json json,
            @Qualifier("queryClock") InstantSource clock) {
        this.timelines = timelines;
        this.attendance = attendance;
        this.access = access;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/api/journeys/{journey}")
    ResponseEntity<JsonNode> timeline(
            @PathVariable JourneyId journey, @RequestParam(required = false) @Nullable String reason, Actor actor) {
        open(journey, "timeline", reason, actor);
        var timeline = timelines.of(journey).orElseThrow();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .eTag("\"" + timeline.journey().version() + "\"")
                .body(json.tree(timeline));
    }

    @GetMapping("/api/journeys/{journey}/attendance")
    ResponseEntity<JsonNode> attendance(
            @PathVariable JourneyId journey, @RequestParam(required = false) @Nullable String reason, Actor actor) {
        open(journey, "attendance", reason, actor);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(json.tree(attendance.of(journey, clock.instant())));
    }

    private void open(JourneyId id, String what, @Nullable String reason, Actor actor) {
        var journey = timelines.summary(id).orElseThrow(() -> JourneyAccess.unknown(actor, reason));
        access.open(
                actor,
                new JourneyAccess.Wanted(id, journey.patient(), journey.program(), what, journey.lastPosition()),
                reason);
    }
}
