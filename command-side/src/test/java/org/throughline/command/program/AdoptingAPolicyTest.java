package org.throughline.command.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Refused.Problem;
import org.throughline.command.submission.Rule;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Role;
import org.throughline.events.folds.Program;

/** A program is published and adopts the rules it is run by. */
class AdoptingAPolicyTest {
    private static final ProgramId ID = new ProgramId(new UUID(1, 1));
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** 20:00 on the third where the program is, and the fourth by UTC. */
    private static final Instant NOW = Instant.parse("2026-03-04T01:00:00Z");

    private final Program published = after(Program.UNPUBLISHED, publish("Riverside"));
    private final Program running = after(published, adopt("2020-01-01", ProgramPolicy.ADULT));

    @Test
    void counts_its_policies_from_one() {
        assertThat(adopted(published, "2020-01-01").version()).isEqualTo(1);
        assertThat(adopted(running, "2026-03-03").version()).isEqualTo(2);
    }

    @Test
    void may_let_the_first_one_reach_back() {
        assertThat(adopted(published, "1990-01-01").effectiveFrom()).isEqualTo("1990-01-01");
    }

    @Test
    void never_changes_how_past_days_were_judged() {
        refuses(running, adopt("2026-03-02", ProgramPolicy.ADULT), Rule.POLICY_IN_THE_PAST, "effectiveFrom");
    }

    @Test
    void counts_today_in_its_own_time_zone() {
        assertThat(adopted(running, "2026-03-03").effectiveFrom()).isEqualTo("2026-03-03");
    }

    @Test
    void refuses_days_that_nobody_means() {
        refuses(published, adopt("0000-01-01", ProgramPolicy.ADULT), Rule.INVALID, "effectiveFrom");
        refuses(published, adopt("2031-03-04", ProgramPolicy.ADULT), Rule.INVALID, "effectiveFrom");
        assertThat(adopted(published, "2031-03-03").version()).isEqualTo(1);
    }

    @Test
    void names_every_figure_that_makes_no_sense() {
        var nonsense = new ProgramPolicy(DayOfWeek.MONDAY, -1, 200, 100, 50, -1, 400, 0, 0, 101);

        assertThat(refusal(published, adopt("2026-03-03", nonsense)).problems())
                .extracting(Problem::field)
                .containsExactly(
                        "policy.weeklyMinutes",
                        "policy.usualLongestMinutes",
                        "policy.usualShortestMinutes",
                        "policy.lateAfterHours",
                        "policy.makeUpWithinDays",
                        "policy.absencesInARow",
                        "policy.silenceDays",
                        "policy.retentionYears");
    }

    @Test
    void is_published_first() {
        assertThat(refusal(Program.UNPUBLISHED, adopt("2026-03-03", ProgramPolicy.ADULT))
                        .rule())
                .isEqualTo(Rule.PROGRAM_NOT_FOUND);
    }

    @Test
    void is_published_once() {
        assertThat(refusal(published, publish("Riverside")).rule()).isEqualTo(Rule.ALREADY_PUBLISHED);
    }

    @Test
    void has_a_name() {
        refuses(Program.UNPUBLISHED, publish(" "), Rule.INVALID, "name");
        refuses(Program.UNPUBLISHED, publish("x".repeat(201)), Rule.INVALID, "name");
        refuses(Program.UNPUBLISHED, publish("nothing \0"), Rule.INVALID, "name");
        assertThat(after(Program.UNPUBLISHED, publish("x".repeat(200))).published())
                .isNotNull();
    }

    @Test
    void is_published_by_administrators_only() {
        var manager = new Actor("may", Set.of(Role.MANAGER), Set.of(ID));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> ProgramRules.permit(manager, Program.UNPUBLISHED, publish("Riverside")))
                .extracting(Refused::rule)
                .isEqualTo(Rule.NOT_PERMITTED);
    }

    @Test
    void adopts_what_its_own_manager_says() {
        var away = new Actor("may", Set.of(Role.MANAGER), Set.of());
        var policy = adopt("2026-03-03", ProgramPolicy.ADULT);

        assertThat(ProgramRules.permit(new Actor("may", Set.of(Role.MANAGER), Set.of(ID)), published, policy))
                .isEqualTo(Role.MANAGER);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> ProgramRules.permit(away, published, policy))
                .extracting(Refused::rule)
                .isEqualTo(Rule.OTHER_PROGRAM);
    }

    private static PublishProgram publish(String name) {
        return new PublishProgram(ID, NOW, name, LevelOfCare.INTENSIVE_OUTPATIENT, Population.ADULT, ZONE);
    }

    private static AdoptPolicy adopt(String from, ProgramPolicy policy) {
        return new AdoptPolicy(ID, NOW, LocalDate.parse(from), policy);
    }

    private static PolicyAdopted adopted(Program program, String from) {
        return (PolicyAdopted)
                ProgramRules.decide(program, adopt(from, ProgramPolicy.ADULT)).getFirst();
    }

    private static Program after(Program program, ProgramCommand command) {
        return Program.evolve(program, ProgramRules.decide(program, command).getFirst());
    }

    private static Refused refusal(Program program, ProgramCommand command) {
        return assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> ProgramRules.decide(program, command))
                .actual();
    }

    private static void refuses(Program program, ProgramCommand command, Rule rule, String field) {
        var refused = refusal(program, command);
        assertThat(refused.rule()).isEqualTo(rule);
        assertThat(refused.field()).isEqualTo(field);
    }
}
