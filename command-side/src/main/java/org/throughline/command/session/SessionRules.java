package org.throughline.command.session;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Permission;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.Occurred;
import org.throughline.events.Role;
import org.throughline.events.SessionEvent;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** Which events a command about a session causes. Pure. */
public final class SessionRules {
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N} ._:-]{1,100}");
    private static final int YEARS_AROUND = 30;

    private SessionRules() {}

    /** What the actor does it as, or a refusal. */
    public static Role permit(Actor actor, Session session, SessionCommand command) {
        var program = switch (command) {
            case ScheduleSession c -> c.programId();
            case CancelSession ignored -> scheduled(session).programId();
        };
        return Permission.in(actor, program, Role.CLINICIAN, Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR);
    }

    /**
     * The events that happen, or a refusal.
     *
     * @param program the program that holds the session
     */
    public static List<SessionEvent> decide(Session session, Program program, SessionCommand command) {
        return switch (command) {
            case ScheduleSession c -> List.of(schedule(session, program, c));
            case CancelSession c -> List.of(cancel(session, c, program));
        };
    }

    private static SessionScheduled schedule(Session session, Program program, ScheduleSession c) {
        if (session.scheduled() != null) {
            throw new Refused(Rule.ALREADY_SCHEDULED);
        }
        var published = program.published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND, "programId");
        }
        var days = YEARS_AROUND * 366L;
        if (c.starts().isBefore(c.recordedAt().minus(Duration.ofDays(days)))
                || c.starts().isAfter(c.recordedAt().plus(Duration.ofDays(days)))) {
            throw Refused.because(Rule.INVALID, "starts", "The day lies too far away.");
        }
        var policy = program.policyOn(new Occurred(c.starts(), published.timeZone()).day())
                .orElseThrow(() -> new Refused(Rule.PROGRAM_WITHOUT_POLICY, "starts"))
                .policy();
        if (c.minutes() < 1) {
            throw Refused.because(Rule.INVALID, "minutes", "A session lasts one minute at least.");
        }
        if (c.minutes() > policy.longestMinutes()) {
            throw new Refused(Rule.SESSION_TOO_LONG, "minutes");
        }
        var unusual = c.minutes() < policy.usualShortestMinutes() || c.minutes() > policy.usualLongestMinutes();
        if (unusual && c.unusualLength() == null) {
            throw new Refused(Rule.UNUSUAL_LENGTH, "unusualLength");
        }
        if (c.capacity() != null && c.capacity() < 1) {
            throw Refused.because(Rule.INVALID, "capacity", "A session has room for one at least.");
        }
        code("facilitator", c.facilitator());
        if (c.group() != null) {
            code("group", c.group());
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
                unusual ? c.unusualLength() : null);
    }

    private static void code(String field, String text) {
        if (!CODE.matcher(text).matches()) {
            throw Refused.because(
                    Rule.INVALID, field, "A short code is needed: letters, digits, spaces and . _ : - only.");
        }
    }

    private static SessionCancelled cancel(Session session, CancelSession c, Program program) {
        var scheduled = scheduled(session);
        if (session.cancelled()) {
            throw new Refused(Rule.ALREADY_CANCELLED);
        }
        var published = program.published();
        if (published == null) {
            throw new Refused(Rule.PROGRAM_NOT_FOUND);
        }
        return new SessionCancelled(
                c.sessionId(), scheduled.programId(), new Occurred(c.recordedAt(), published.timeZone()), c.reason());
    }

    private static SessionScheduled scheduled(Session session) {
        if (session.scheduled() == null) {
            throw new Refused(Rule.SESSION_NOT_FOUND);
        }
        return session.scheduled();
    }
}
