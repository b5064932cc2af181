package org.throughline.command.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.throughline.events.CancellationReason;
import org.throughline.events.Modality;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.UnusualLength;

/** What can be asked to happen to a session. */
public sealed interface SessionCommand {
    /** The session. */
    SessionId sessionId();

    /** The time at the edge. */
    Instant recordedAt();

    /** Plan a session. */
    record ScheduleSession(
            SessionId sessionId,
            Instant recordedAt,
            ProgramId programId,
            SessionKind kind,
            Instant starts,
            int minutes,
            Modality modality,
            String facilitator,
            @Nullable Integer capacity,
            @Nullable String group,
            @Nullable UnusualLength unusualLength)
            implements SessionCommand {}

    /** Call a session off. */
    record CancelSession(SessionId sessionId, Instant recordedAt, CancellationReason reason)
            implements SessionCommand {}
}
