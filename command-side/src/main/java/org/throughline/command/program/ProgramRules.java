package org.throughline.command.program;

import java.util.List;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Permission;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.Occurred;
import org.throughline.events.ProgramEvent;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Role;
import org.throughline.events.folds.Program;
import org.throughline.events.storage.Texts;

/** Which events a command about a program causes. Pure. */
public final class ProgramRules {
    private static final int LONGEST_NAME = 200;
    private static final int MINUTES_A_WEEK = 7 * 24 * 60;
    private static final int MINUTES_A_DAY = 24 * 60;

    private ProgramRules() {}

    /** What the actor does it as, or a refusal. */
    public static Role permit(Actor actor, Program program, ProgramCommand command) {
        return switch (command) {
            case PublishProgram ignored -> Permission.anywhere(actor, Role.ADMINISTRATOR);
            case AdoptPolicy c -> Permission.in(actor, c.programId(), Role.MANAGER, Role.ADMINISTRATOR);
        };
    }

    /** The events that happen, or a refusal. */
    public static List<ProgramEvent> decide(Program program, ProgramCommand command) {
        return switch (command) {
            case PublishProgram c -> List.of(publish(program, c));
            case AdoptPolicy c -> List.of(adopt(program, c));
        };
    }

    private static ProgramPublished publish(Program program, PublishProgram c) {
        if (program.published() != null) {
            throw new Refused(Rule.ALREADY_PUBLISHED);
        }
        if (c.name().isBlank() || c.name().length() > LONGEST_NAME || !Texts.storable(c.name())) {
            throw Refused.because(Rule.INVALID, "name", "A name has 1 to " + LONGEST_NAME + " characters.");
        }
        return new ProgramPublished(
                c.programId(),
                new Occurred(c.recordedAt(), c.timeZone()),
                c.name(),
                c.levelOfCare(),
                c.population(),
                c.timeZone());
    }

    private static PolicyAdopted adopt(Program program, AdoptPolicy c) {
        var published = program.published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND);
        }
        var occurred = new Occurred(c.recordedAt(), published.timeZone());
        if (c.effectiveFrom().getYear() < 1900
                || c.effectiveFrom().isAfter(occurred.day().plusYears(10))) {
            throw Refused.because(Rule.INVALID, "effectiveFrom", "The day lies too far away.");
        }
        if (!program.policies().isEmpty() && c.effectiveFrom().isBefore(occurred.day())) {
            throw new Refused(Rule.POLICY_IN_THE_PAST, "effectiveFrom");
        }
        check(c.policy());
        return new PolicyAdopted(c.programId(), occurred, program.policies().size() + 1, c.effectiveFrom(), c.policy());
    }

    private static void check(ProgramPolicy policy) {
        between("policy.weeklyMinutes", policy.weeklyMinutes(), 0, MINUTES_A_WEEK);
        between("policy.longestMinutes", policy.longestMinutes(), 1, MINUTES_A_DAY);
        between("policy.usualLongestMinutes", policy.usualLongestMinutes(), 1, policy.longestMinutes());
        between("policy.usualShortestMinutes", policy.usualShortestMinutes(), 1, policy.usualLongestMinutes());
        between("policy.lateAfterHours", policy.lateAfterHours(), 1, 24 * 365);
        between("policy.makeUpWithinDays", policy.makeUpWithinDays(), 0, 365);
        between("policy.absencesInARow", policy.absencesInARow(), 1, 100);
        between("policy.silenceDays", policy.silenceDays(), 1, 365);
        between("policy.retentionYears", policy.retentionYears(), 0, 100);
    }

    private static void between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw Refused.because(Rule.INVALID, field, "This must lie between " + least + " and " + most + ".");
        }
    }
}
