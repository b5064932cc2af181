package org.throughline.events.folds;

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
}
