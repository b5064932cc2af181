package org.throughline.query.program;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Role;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.signin.Actor;

/** The programs, and the policy that each is run by. */
@Controller
class ProgramPages {
    private final Programs programs;
    private final InstantSource clock;

    ProgramPages(Programs programs, @Qualifier("queryClock") InstantSource clock) {
        this.programs = programs;
        this.clock = clock;
    }

    /**
     * One program in words.
     *
     * @param policy the one in force today
     * @param coming those that begin later, the next first
     */
    record Card(
            ProgramId id,
            String name,
            String level,
            String population,
            String zone,
            @Nullable Policy policy,
            List<Policy> coming,
            boolean own) {}

    /** A policy in words. */
    record Policy(String since, int version, String weekly, String weekStart, ProgramPolicy figures) {}

    @GetMapping("/programs")
    String page(Actor actor, Model model) {
        model.addAttribute("adopts", actor.isAny(Role.MANAGER, Role.ADMINISTRATOR));
        model.addAttribute("publishes", actor.isAny(Role.ADMINISTRATOR));
        model.addAttribute(
                "programs",
                programs.all().stream().map(program -> card(program, actor)).toList());
        return "program/programs";
    }

    private Card card(ProgramPublished program, Actor actor) {
        var today = clock.instant().atZone(program.timeZone()).toLocalDate();
        var adopted = programs.withPolicies(program.programId());
        return new Card(
                program.programId(),
                program.name(),
                Words.of(program.levelOfCare()),
                Words.of(program.population()),
                Words.of(program.timeZone()),
                adopted.policyOn(today).map(ProgramPages::policy).orElse(null),
                adopted.policies().stream()
                        .filter(policy -> policy.effectiveFrom().isAfter(today))
                        .sorted(Comparator.comparing(PolicyAdopted::effectiveFrom)
                                .thenComparingInt(PolicyAdopted::version))
                        .map(ProgramPages::policy)
                        .toList(),
                actor.belongsTo(program.programId()));
    }

    private static Policy policy(PolicyAdopted adopted) {
        var figures = adopted.policy();
        return new Policy(
                Times.day(adopted.effectiveFrom()),
                adopted.version(),
                Words.hours(figures.weeklyMinutes()),
                Words.of(figures.weekStart().name().toLowerCase(Locale.ROOT)),
                figures);
    }

    /** One program for programs. */
    record Answer(
            ProgramId id,
            String name,
            String levelOfCare,
            String population,
            String timeZone,
            List<Adopted> policies) {}

    /** One of its policies. */
    record Adopted(int version, LocalDate effectiveFrom, ProgramPolicy policy) {}

    @GetMapping("/api/programs")
    @ResponseBody
    List<Answer> all() {
        return programs.all().stream().map(this::answer).toList();
    }

    @GetMapping("/api/programs/{program}")
    @ResponseBody
    Answer one(@PathVariable ProgramId program) {
        return programs.of(program)
                .map(this::answer)
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND, "No program is known by this id."));
    }

    private Answer answer(ProgramPublished program) {
        return new Answer(
                program.programId(),
                program.name(),
                program.levelOfCare().code(),
                program.population().code(),
                program.timeZone().getId(),
                programs.withPolicies(program.programId()).policies().stream()
                        .map(adopted -> new Adopted(adopted.version(), adopted.effectiveFrom(), adopted.policy()))
                        .toList());
    }
}
