package org.throughline.command.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.FieldChecks;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Refused.Conflict;
import org.throughline.command.submission.Rule;
import org.throughline.events.Occurred;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.Role;
import org.throughline.events.SessionEvent;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** Which events a command about a session causes. Pure. */
public final class SessionRules {
    private static final Pattern CODE =
            Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N} ._:-]{0,98}[\\p{L}\\p{M}\\p{N}])?");
    private static final Duration AHEAD = Duration.ofDays(366);
    private static final int MOST_PLACES = 1_000;

    private SessionRules() {}

    /**
     * What the actor does it as.
     *
     * @throws Refused if the actor may not do it
     */
    public static Role permit(Actor actor, Session session, SessionCommand command) {
        return SessionPermissions.permit(actor, session, command);
    }

    /**
     * The events that happen.
     *
     * @throws Refused if a rule forbids it
     */
    public static List<SessionEvent> decide(Session session, SessionFacts facts, SessionCommand command) {
        return switch (command) {
            case ScheduleSession c -> List.of(schedule(session, facts.program(), c));
            case CancelSession c -> List.of(cancel(session, facts, c));
        };
    }

    private static SessionScheduled schedule(Session session, Program program, ScheduleSession c) {
        if (session.scheduled() != null) {
            throw new Refused(Rule.ALREADY_SCHEDULED);
        }
        var published = published(program);
        check(c);
        var adopted = program.policyOn(new Occurred(c.starts(), published.timeZone()).day())
                .orElseThrow(() -> new Refused(Rule.PROGRAM_WITHOUT_POLICY, "starts"));
        var policy = adopted.policy();
        if (c.minutes() > policy.longestMinutes()) {
            throw new Refused(Rule.SESSION_TOO_LONG, "minutes");
        }
        var unusual = c.minutes() < policy.usualShortestMinutes() || c.minutes() > policy.usualLongestMinutes();
        if (unusual && c.unusualLength() == null) {
            throw new Refused(Rule.UNUSUAL_LENGTH, "unusualLength");
        }
        return new SessionScheduled(
                c.sessionId(),
                c.programId(),
                new Occurred(c.recordedAt(), published.timeZone()),
                c.kind(),
                c.starts(),
                c.minutes(),
                c.modality(),
                c.facilitator(),
                c.capacity(),
                c.group(),
                unusual ? c.unusualLength() : null,
                adopted.version());
    }

    private static void check(ScheduleSession c) {
        var expected = "This is a short code: letters, digits, spaces and . _ : -";
        var checks = new FieldChecks()
                .that(
                        c.starts().isAfter(Instant.parse("1900-01-01T00:00:00Z")),
                        Rule.INVALID,
                        "starts",
                        "The day lies too far back.")
                .that(
                        !c.starts().isAfter(c.recordedAt().plus(AHEAD)),
                        Rule.INVALID,
                        "starts",
                        "A session is planned a year ahead at most.")
                .that(c.minutes() >= 1, Rule.INVALID, "minutes", "A session lasts a minute at least.")
                .between("capacity", c.capacity() == null ? 1 : c.capacity(), 1, MOST_PLACES)
                .form(
                        "facilitator",
                        c.facilitator(),
                        FieldChecks.STAFF,
                        "The one who leads it is named by an id without spaces.");
        if (c.group() != null) {
            checks.form("group", c.group(), CODE, expected);
        }
        checks.refuse();
    }

    private static SessionCancelled cancel(Session session, SessionFacts facts, CancelSession c) {
        var scheduled = scheduled(session);
        if (session.cancelled()) {
            throw new Refused(Rule.ALREADY_CANCELLED);
        }
        if (!facts.recorded().isEmpty()) {
            throw Refused.because(
                    Rule.SESSION_HELD,
                    facts.recorded().stream()
                            .map(entry -> new Conflict(entry, Rule.SESSION_HELD))
                            .toList());
        }
        return new SessionCancelled(
                c.sessionId(),
                scheduled.programId(),
                new Occurred(c.recordedAt(), published(facts.program()).timeZone()),
                c.reason());
    }

    static SessionScheduled scheduled(Session session) {
        var scheduled = session.scheduled();
        if (scheduled == null) {
            throw new Refused(Rule.SESSION_NOT_FOUND);
        }
        return scheduled;
    }

    private static ProgramPublished published(Program program) {
        var published = program.published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND, "programId");
        }
        return published;
    }
}
