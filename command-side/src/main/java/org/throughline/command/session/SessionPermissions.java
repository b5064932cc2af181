package org.throughline.command.session;

import java.time.Duration;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Permission;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.Role;
import org.throughline.events.folds.Session;

/** Who may plan sessions and call them off: everybody who treats in the program or runs it. Pure. */
final class SessionPermissions {
    private static final Duration LONG_AGO = Duration.ofDays(366);

    private SessionPermissions() {}

    /**
     * What the actor does it as.
     *
     * @throws Refused if the actor may not do it
     */
    static Role permit(Actor actor, Session session, SessionCommand command) {
        return switch (command) {
            case ScheduleSession c -> {
                var role = Permission.in(
                        actor, c.programId(), Role.CLINICIAN, Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR);
                yield longAgo(c) ? importing(actor) : role;
            }
            case CancelSession ignored ->
                Permission.in(
                        actor,
                        SessionRules.scheduled(session).programId(),
                        Role.CLINICIAN,
                        Role.SUPERVISOR,
                        Role.MANAGER,
                        Role.ADMINISTRATOR);
        };
    }

    /** A year typed wrong is noticed here; who imports a history may reach back as far as its policies do. */
    private static boolean longAgo(ScheduleSession c) {
        return c.starts().isBefore(c.recordedAt().minus(LONG_AGO));
    }

    private static Role importing(Actor actor) {
        if (!actor.roles().contains(Role.ADMINISTRATOR)) {
            throw new Refused(Rule.SESSION_LONG_AGO, "starts");
        }
        return Role.ADMINISTRATOR;
    }
}
