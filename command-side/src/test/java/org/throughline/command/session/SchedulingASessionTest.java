package org.throughline.command.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.CancellationReason;
import org.throughline.events.EntryId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Modality;
import org.throughline.events.Occurred;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Role;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.UnusualLength;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** A session is planned, and called off. */
class SchedulingASessionTest {
    private static final ProgramId PROGRAM = new ProgramId(new UUID(1, 1));
    private static final SessionId ID = new SessionId(new UUID(5, 1));
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant NOW = Instant.parse("2026-03-04T17:00:00Z");
    private static final Occurred THEN = new Occurred(Instant.parse("2020-01-01T12:00:00Z"), ZONE);
    private static final SessionFacts RIVERSIDE = new SessionFacts(
            new Program(
                    new ProgramPublished(
                            PROGRAM, THEN, "Riverside", LevelOfCare.INTENSIVE_OUTPATIENT, Population.ADULT, ZONE),
                    List.of(new PolicyAdopted(PROGRAM, THEN, 1, LocalDate.parse("2020-01-01"), ProgramPolicy.ADULT))),
            List.of());

    @Test
    void notes_down_when_it_was_planned_and_when_it_begins() {
        var scheduled = scheduled(minutes(120, null));

        assertThat(scheduled.occurred()).isEqualTo(new Occurred(NOW, ZONE));
        assertThat(scheduled.starts()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(scheduled.policyVersion()).isEqualTo(1);
    }

    @Test
    void needs_a_reason_for_an_unusual_length() {
        assertThat(scheduled(minutes(60, null)).minutes()).isEqualTo(60);
        assertThat(scheduled(minutes(180, null)).minutes()).isEqualTo(180);
        refuses(minutes(59, null), Rule.UNUSUAL_LENGTH, "unusualLength");
        refuses(minutes(181, null), Rule.UNUSUAL_LENGTH, "unusualLength");
        assertThat(scheduled(minutes(181, UnusualLength.INTAKE)).unusualLength())
                .isEqualTo(UnusualLength.INTAKE);
    }

    @Test
    void keeps_no_reason_for_a_usual_length() {
        assertThat(scheduled(minutes(120, UnusualLength.CRISIS)).unusualLength())
                .isNull();
    }

    @Test
    void is_never_longer_than_the_policy_allows() {
        assertThat(scheduled(minutes(360, UnusualLength.SPECIAL_PROGRAM)).minutes())
                .isEqualTo(360);
        refuses(minutes(361, UnusualLength.SPECIAL_PROGRAM), Rule.SESSION_TOO_LONG, "minutes");
    }

    @Test
    void lasts_a_minute_at_least() {
        assertThat(scheduled(minutes(1, UnusualLength.CRISIS)).minutes()).isEqualTo(1);
        refuses(minutes(0, UnusualLength.CRISIS), Rule.INVALID, "minutes");
        refuses(minutes(-60, UnusualLength.CRISIS), Rule.INVALID, "minutes");
    }

    @Test
    void is_planned_a_year_ahead_at_most() {
        assertThat(scheduled(starting(NOW.plus(Duration.ofDays(366)))).minutes())
                .isEqualTo(120);
        refuses(starting(NOW.plus(Duration.ofDays(366)).plusSeconds(1)), Rule.INVALID, "starts");
        refuses(starting(Instant.MAX), Rule.INVALID, "starts");
        refuses(starting(Instant.MIN), Rule.INVALID, "starts");
    }

    @Test
    void needs_a_policy_in_force_on_its_day() {
        var first = LocalDate.parse("2020-01-01").atStartOfDay(ZONE).toInstant();

        assertThat(scheduled(starting(first)).starts()).isEqualTo(first);
        refuses(starting(first.minusSeconds(1)), Rule.PROGRAM_WITHOUT_POLICY, "starts");
    }

    @Test
    void of_long_ago_comes_in_by_import_only() {
        var old = starting(NOW.minus(Duration.ofDays(367)));

        assertThat(refusal(() -> permit(Role.CLINICIAN, old)).rule()).isEqualTo(Rule.SESSION_LONG_AGO);
        assertThat(permit(Role.ADMINISTRATOR, old)).isEqualTo(Role.ADMINISTRATOR);
        assertThat(permit(Role.CLINICIAN, starting(NOW.minus(Duration.ofDays(366)))))
                .isEqualTo(Role.CLINICIAN);
    }

    @Test
    void is_for_those_who_treat_or_manage_in_the_program() {
        assertThat(permit(Role.MANAGER, minutes(120, null))).isEqualTo(Role.MANAGER);
        assertThat(refusal(() -> permit(Role.AUDITOR, minutes(120, null))).rule())
                .isEqualTo(Rule.NOT_PERMITTED);
        var away = new Actor("kim", Set.of(Role.CLINICIAN), Set.of());
        assertThat(refusal(() -> SessionRules.permit(away, Session.UNPLANNED, minutes(120, null)))
                        .rule())
                .isEqualTo(Rule.OTHER_PROGRAM);
    }

    @Test
    void happens_once() {
        var planned = new Session(scheduled(minutes(120, null)), false);

        assertThat(refusal(() -> SessionRules.decide(planned, RIVERSIDE, minutes(120, null)))
                        .rule())
                .isEqualTo(Rule.ALREADY_SCHEDULED);
    }

    @Test
    void is_called_off_once() {
        var planned = new Session(scheduled(minutes(120, null)), false);
        var cancel = new CancelSession(ID, NOW, CancellationReason.WEATHER);
        var off = Session.evolve(
                planned, SessionRules.decide(planned, RIVERSIDE, cancel).getFirst());

        assertThat(off.cancelled()).isTrue();
        assertThat(refusal(() -> SessionRules.decide(off, RIVERSIDE, cancel)).rule())
                .isEqualTo(Rule.ALREADY_CANCELLED);
        assertThat(refusal(() -> SessionRules.decide(Session.UNPLANNED, RIVERSIDE, cancel))
                        .rule())
                .isEqualTo(Rule.SESSION_NOT_FOUND);
    }

    @Test
    void is_not_called_off_once_somebody_attended_or_missed_it() {
        var planned = new Session(scheduled(minutes(120, null)), false);
        var cancel = new CancelSession(ID, NOW, CancellationReason.WEATHER);
        var entry = new EntryId(new UUID(4, 1));
        var held = new SessionFacts(RIVERSIDE.program(), List.of(entry));

        var refused = refusal(() -> SessionRules.decide(planned, held, cancel));

        assertThat(refused.rule()).isEqualTo(Rule.SESSION_HELD);
        assertThat(refused.conflicts()).extracting(Refused.Conflict::entry).containsExactly(entry);
    }

    @Test
    void names_its_staff_by_an_id_and_never_by_a_name_in_full() {
        var c = minutes(120, null);
        refuses(
                new ScheduleSession(
                        ID, NOW, PROGRAM, c.kind(), c.starts(), 120, c.modality(), "Jane Doe", null, null, null),
                Rule.INVALID,
                "facilitator");
    }

    private static Role permit(Role role, ScheduleSession command) {
        return SessionRules.permit(new Actor("kim", Set.of(role), Set.of(PROGRAM)), Session.UNPLANNED, command);
    }

    private static ScheduleSession minutes(int minutes, @Nullable UnusualLength unusual) {
        return planned(NOW.plus(Duration.ofDays(1)), minutes, unusual);
    }

    private static ScheduleSession starting(Instant starts) {
        return planned(starts, 120, null);
    }

    private static ScheduleSession planned(Instant starts, int minutes, @Nullable UnusualLength unusual) {
        return new ScheduleSession(
                ID, NOW, PROGRAM, SessionKind.SUPPORT, starts, minutes, Modality.IN_PERSON, "kim", null, null, unusual);
    }

    private static SessionScheduled scheduled(ScheduleSession command) {
        return (SessionScheduled)
                SessionRules.decide(Session.UNPLANNED, RIVERSIDE, command).getFirst();
    }

    private static Refused refusal(Runnable asked) {
        return assertThatExceptionOfType(Refused.class).isThrownBy(asked::run).actual();
    }

    private static void refuses(ScheduleSession command, Rule rule, String field) {
        var refused = refusal(() -> SessionRules.decide(Session.UNPLANNED, RIVERSIDE, command));
        assertThat(refused.rule()).isEqualTo(rule);
        assertThat(refused.field()).isEqualTo(field);
    }
}
