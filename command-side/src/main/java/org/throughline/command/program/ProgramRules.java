package org.throughline.command.program;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.FieldChecks;
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

/** Which events a command about a program causes. Pure; a program needs no facts from other streams. */
public final class ProgramRules {
    private static final int LONGEST_NAME = 200;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final int YEARS_AHEAD = 5;

    private ProgramRules() {}

    /**
     * What the actor does it as.
     *
     * @throws Refused if the actor may not do it
     */
    public static Role permit(Actor actor, Program program, ProgramCommand command) {
        return switch (command) {
            case PublishProgram ignored -> Permission.anywhere(actor, Role.ADMINISTRATOR);
            case AdoptPolicy c -> Permission.in(actor, c.programId(), Role.MANAGER, Role.ADMINISTRATOR);
        };
    }

    /**
     * The events that happen.
     *
     * @throws Refused if a rule forbids it
     */
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
        new FieldChecks()
                .text("name", c.name(), LONGEST_NAME)
                .that(
                        ofARegion(c.timeZone()),
                        Rule.INVALID,
                        "timeZone",
                        "A region is needed, such as America/Chicago: a fixed offset knows no daylight-saving time.")
                .refuse();
        return new ProgramPublished(
                c.programId(),
                new Occurred(c.recordedAt(), c.timeZone()),
                c.name(),
                c.levelOfCare(),
                c.population(),
                c.timeZone());
    }

    private static boolean ofARegion(ZoneId zone) {
        var id = zone.getId();
        return id.equals("UTC") || (id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"));
    }

    private static PolicyAdopted adopt(Program program, AdoptPolicy c) {
        var published = program.published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND);
        }
        var occurred = new Occurred(c.recordedAt(), published.timeZone());
        check(c.effectiveFrom(), occurred.day(), program.policies().isEmpty());
        check(c.policy());
        return new PolicyAdopted(c.programId(), occurred, program.policies().size() + 1, c.effectiveFrom(), c.policy());
    }

    /** Only the first policy may reach back: what was judged by a policy stays judged so. */
    private static void check(LocalDate from, LocalDate today, boolean first) {
        new FieldChecks()
                .that(
                        first || !from.isBefore(today),
                        Rule.POLICY_IN_THE_PAST,
                        "effectiveFrom",
                        Rule.POLICY_IN_THE_PAST.sentence())
                .that(!from.isBefore(FieldChecks.EARLIEST), Rule.INVALID, "effectiveFrom", "The day lies too far back.")
                .that(
                        !from.isAfter(today.plusYears(YEARS_AHEAD)),
                        Rule.INVALID,
                        "effectiveFrom",
                        "A policy is adopted five years ahead at most.")
                .refuse();
    }

    private static void check(ProgramPolicy policy) {
        new FieldChecks()
                .between("policy.weeklyMinutes", policy.weeklyMinutes(), 0, 7 * MINUTES_A_DAY)
                .between("policy.longestMinutes", policy.longestMinutes(), 1, MINUTES_A_DAY)
                .between("policy.usualLongestMinutes", policy.usualLongestMinutes(), 1, policy.longestMinutes())
                .between("policy.usualShortestMinutes", policy.usualShortestMinutes(), 1, policy.usualLongestMinutes())
                .between("policy.lateAfterHours", policy.lateAfterHours(), 0, 366 * 24)
                .between("policy.makeUpWithinDays", policy.makeUpWithinDays(), 0, 366)
                .between("policy.absencesInARow", policy.absencesInARow(), 1, 100)
                .between("policy.silenceDays", policy.silenceDays(), 1, 366)
                .between("policy.retentionYears", policy.retentionYears(), 0, 100)
                .refuse();
    }
}
