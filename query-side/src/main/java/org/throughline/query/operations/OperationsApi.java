package org.throughline.query.operations;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.throughline.query.feed.Feed;
import org.throughline.query.feed.Skips;
import org.throughline.query.signin.Actor;

/** The same as the page of operations, for programs. */
@Controller
@ResponseBody
class OperationsApi {
    private final Operations operations;

    OperationsApi(Operations operations) {
        this.operations = operations;
    }

    @GetMapping("/api/operations/projections")
    List<Feed.Status> projections() {
        return operations.projections();
    }

    @PostMapping("/api/operations/projections/{name}/rebuild")
    ResponseEntity<Map<String, String>> rebuild(@PathVariable String name) {
        operations.rebuild(name);
        return ResponseEntity.accepted()
                .header("Location", "/api/operations/projections")
                .body(Map.of("projection", name, "progress", "/api/operations/projections"));
    }

    @GetMapping("/api/operations/dead-letters")
    List<Stuck> letters() {
        return operations.stuck();
    }

    @PostMapping("/api/operations/dead-letters/{name}/retry")
    Map<String, Integer> retry(@PathVariable String name) {
        return Map.of("taken", operations.retry(name));
    }

    @PostMapping("/api/operations/dead-letters/{name}/streams/{stream}/retry")
    Map<String, Integer> retry(@PathVariable String name, @PathVariable UUID stream) {
        return Map.of("taken", operations.retry(name, stream));
    }

    @PostMapping("/api/operations/dead-letters/{name}/{position}/skip")
    Map<String, Object> skip(
            @PathVariable String name,
            @PathVariable long position,
            @RequestBody @Valid SkipRequest request,
            Actor actor) {
        var taken = operations.skip(name, position, actor, request.reason());
        return Map.of("projection", name, "position", position, "taken", taken);
    }

    @GetMapping("/api/operations/skips")
    List<Skips.Skip> skips() {
        return operations.skips();
    }
}
