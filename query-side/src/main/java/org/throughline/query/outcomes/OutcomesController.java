package org.throughline.query.outcomes;

import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.query.outcomes.OutcomesDesk.Question;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.program.Programs;
import org.throughline.query.signin.Actor;

/** How journeys went, as a page and for programs. */
@Controller
class OutcomesController {
    private final OutcomesDesk desk;
    private final Programs programs;
    private final ChartData charts;

    OutcomesController(OutcomesDesk desk, Programs programs, ChartData charts) {
        this.desk = desk;
        this.programs = programs;
        this.charts = charts;
    }

    /**
     * All figures.
     *
     * @param program one program; all without it
     * @param data recorded, imported or synthetic; without it what most journeys are
     * @param group none, program, level, sex, age, referral, substance or attribute:&lt;key&gt;
     */
    @GetMapping(path = "/api/outcomes", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Outcomes> outcomes(
            @RequestParam(required = false) @Nullable UUID program,
            @RequestParam(required = false) @Nullable String data,
            @RequestParam(required = false) @Nullable String group,
            Authentication authentication) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(desk.answer(question(program, data, group, Actor.of(authentication)))
                        .outcomes());
    }

    @GetMapping("/outcomes")
    String page(
            @RequestParam(required = false) @Nullable UUID program,
            @RequestParam(required = false) @Nullable String data,
            @RequestParam(required = false) @Nullable String group,
            Authentication authentication,
            Model model) {
        var answer = desk.answer(question(program, data, group, Actor.of(authentication)));
        var outcomes = answer.outcomes();
        var groupings = new ArrayList<>(Grouping.fixed());
        groupings.addAll(answer.comparable());
        model.addAttribute("outcomes", outcomes);
        model.addAttribute(
                "groupings",
                groupings.stream()
                        .map(grouping -> new Outcomes.By(grouping.key(), grouping.label()))
                        .toList());
        model.addAttribute(
                "programs",
                programs.all().stream()
                        .map(published ->
                                new Outcomes.Program(published.programId().value(), published.name()))
                        .toList());
        model.addAttribute("charts", charts.of(outcomes));
        return "outcomes/outcomes";
    }

    private Question question(@Nullable UUID program, @Nullable String data, @Nullable String group, Actor actor) {
        var id = program == null ? null : new ProgramId(program);
        if (id != null && programs.of(id).isEmpty()) {
            throw new Refused(Problem.NOT_FOUND, "No program is known by this id.");
        }
        var kind = data == null || data.isEmpty()
                ? null
                : DataKind.ofCode(data)
                        .orElseThrow(
                                () -> new Refused(Problem.INVALID, "“data” is one of: recorded, imported, synthetic."));
        var grouping = Grouping.of(group == null || group.isEmpty() ? "none" : group)
                .orElseThrow(() -> new Refused(
                        Problem.INVALID,
                        "“group” is one of: none, program, level, sex, age, referral, substance, attribute:<key>."));
        return new Question(id, kind, grouping, tellsAll(actor, id));
    }

    /** Those who may see a program's journeys one by one, or answer for it, learn nothing new from a small number. */
    private static boolean tellsAll(Actor actor, @Nullable ProgramId program) {
        return actor.isAny(Role.AUDITOR, Role.MANAGER)
                || (program != null && actor.isAny(Role.SUPERVISOR) && actor.belongsTo(program));
    }
}
