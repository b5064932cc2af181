package org.throughline.events.folds;

import org.jspecify.annotations.Nullable;
import org.throughline.events.SessionEvent;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionEvent.SessionScheduled;

/**
 * A session as it stands.
 *
 * @param scheduled null before it was
 * @param cancelled whether it was called off
 */
public record Session(@Nullable SessionScheduled scheduled, boolean cancelled) {
    /** Before anything happened. */
    public static final Session UNPLANNED = new Session(null, false);

    /** The session after one more event. */
    public static Session evolve(Session session, SessionEvent event) {
        return switch (event) {
            case SessionScheduled scheduled -> new Session(scheduled, false);
            case SessionCancelled ignored -> new Session(session.scheduled, true);
        };
    }
}
