package org.throughline.events.folds;

import static java.time.temporal.TemporalAdjusters.nextOrSame;
import static java.time.temporal.TemporalAdjusters.previousOrSame;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.events.ProgramEvent;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;

/**
 * A program and the policies it ever adopted.
 *
 * @param published null before it was
 * @param policies in the order of adoption
 */
public record Program(@Nullable ProgramPublished published, List<PolicyAdopted> policies) {
    /** Before anything happened. */
    public static final Program UNPUBLISHED = new Program(null, List.of());

    public Program {
        policies = List.copyOf(policies);
    }

    /** The program after one more event. */
    public static Program evolve(Program program, ProgramEvent event) {
        return switch (event) {
            case ProgramPublished published -> new Program(published, program.policies);
            case PolicyAdopted adopted ->
                new Program(
                        program.published,
                        Stream.concat(program.policies.stream(), Stream.of(adopted))
                                .toList());
        };
    }

    /**
     * The policy in force on a day: of those effective by then, the one effective last, and of several from the same day
     * the one adopted last.
     */
    public Optional<PolicyAdopted> policyOn(LocalDate day) {
        return policies.stream()
                .filter(policy -> !policy.effectiveFrom().isAfter(day))
                .max(Comparator.comparing(PolicyAdopted::effectiveFrom).thenComparingInt(PolicyAdopted::version));
    }

    /**
     * The first day of the program's week that a day falls in; empty if the program never adopted a policy.
     *
     * <p>A week belongs to the policy in force on its first day and ends where that policy says. So when a policy moves
     * the first day of the week, the week underway still ends in the old way, a shorter one follows up to the first week
     * of the new kind, and every day falls in exactly one week. Before the first policy its weeks are continued backwards.
     */
    public Optional<LocalDate> weekOf(LocalDate day) {
        return firstPolicy().map(first -> {
            var known = first.effectiveFrom().isBefore(day) ? first.effectiveFrom() : day;
            var week = known.with(previousOrSame(first.policy().weekStart()));
            for (var next = weekAfter(week); !next.isAfter(day); next = weekAfter(next)) {
                week = next;
            }
            return week;
        });
    }

    /** The first day of the week after the one that begins on a day. */
    LocalDate weekAfter(LocalDate week) {
        var weekStart = policyOn(week)
                .or(this::firstPolicy)
                .map(adopted -> adopted.policy().weekStart())
                .orElse(week.getDayOfWeek());
        return week.plusDays(1).with(nextOrSame(weekStart));
    }

    /** The policy that was in force first. */
    private Optional<PolicyAdopted> firstPolicy() {
        return policies.stream()
                .min(Comparator.comparing(PolicyAdopted::effectiveFrom))
                .flatMap(earliest -> policyOn(earliest.effectiveFrom()));
    }
}
