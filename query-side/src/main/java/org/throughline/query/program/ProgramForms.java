package org.throughline.query.program;

import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Role;
import org.throughline.query.page.Words;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.signin.Actor;

/** Serves the forms that programs are published and policies adopted with, into the dialog of the programs' page. */
@Controller
class ProgramForms {
    private final Programs programs;
    private final InstantSource clock;

    ProgramForms(Programs programs, @Qualifier("queryClock") InstantSource clock) {
        this.programs = programs;
        this.clock = clock;
    }

    /** A value of a list. */
    record Choice(String value, String label) {}

    /**
     * What a form for a policy begins with: the policy in force.
     *
     * @param from the first day it could be judged by, if nobody chooses another
     * @param earliest the first day that may be chosen; empty where any may
     * @param weeklyHours the hours a week demands
     */
    record Draft(LocalDate from, String earliest, String weekStart, String weeklyHours, ProgramPolicy figures) {}

    @GetMapping("/programs/new")
    String publication(Model model) {
        model.addAttribute(
                "levels",
                Stream.of(LevelOfCare.values())
                        .map(level -> new Choice(level.code(), Words.of(level)))
                        .toList());
        model.addAttribute(
                "populations",
                Stream.of(Population.values())
                        .map(population -> new Choice(population.code(), Words.of(population)))
                        .toList());
        model.addAttribute("zones", zones());
        return "program/publication";
    }

    @GetMapping("/programs/{program}/policy")
    String adoption(@PathVariable ProgramId program, Actor actor, Model model) {
        var published = programs.of(program)
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND, "No program is known by this address."));
        if (!actor.isAny(Role.ADMINISTRATOR) && !actor.belongsTo(program)) {
            throw new Refused(Problem.NOT_PERMITTED, "You do not belong to this program.");
        }
        model.addAttribute("program", published);
        model.addAttribute("draft", draft(published));
        model.addAttribute(
                "weekdays",
                Stream.of(DayOfWeek.values())
                        .map(day -> new Choice(day.name(), Words.of(day.name().toLowerCase(Locale.ROOT))))
                        .toList());
        return "program/adoption";
    }

    /** A week belongs to the policy in force on its first day, so a new one is best adopted from the next. */
    private Draft draft(ProgramPublished program) {
        var today = clock.instant().atZone(program.timeZone()).toLocalDate();
        var adopted = programs.withPolicies(program.programId());
        var figures = adopted.policyOn(today)
                .or(() -> adopted.policies().stream().findFirst())
                .map(PolicyAdopted::policy)
                .orElse(usual(program.population()));
        var first = adopted.policies().isEmpty();
        return new Draft(
                first ? today : today.with(TemporalAdjusters.next(figures.weekStart())),
                first ? "" : today.toString(),
                figures.weekStart().name(),
                Words.decimalHours(figures.weeklyMinutes()),
                figures);
    }

    private static ProgramPolicy usual(Population population) {
        return switch (population) {
            case ADULT -> ProgramPolicy.ADULT;
            case ADOLESCENT -> ProgramPolicy.ADOLESCENT;
        };
    }

    /** The zones that are named by a place. */
    private static List<Choice> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
                .sorted()
                .map(zone -> new Choice(zone, Words.of(ZoneId.of(zone))))
                .toList();
    }
}
