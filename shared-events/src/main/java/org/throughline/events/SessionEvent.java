package org.throughline.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can happen to a session. Who was there is told by the journeys. */
public sealed interface SessionEvent extends HistoryEvent {
    /** The session. */
    SessionId sessionId();

    /** The program that holds it. */
    ProgramId programId();

    @Override
    default UUID stream() {
        return sessionId().value();
    }

    /**
     * A session was planned.
     *
     * @param kind what it is for
     * @param starts when it begins; {@code occurred} is when it was planned
     * @param minutes how long it is to last
     * @param modality how it is held
     * @param facilitator the staff member who leads it, by an opaque id
     * @param capacity how many patients it has room for
     * @param group the standing group it belongs to, by a short code
     * @param unusualLength why it is shorter or longer than usual, if it is
     * @param policyVersion the policy that its length was judged by; absent in older entries
     */
    @EventType(name = "session.scheduled", meaning = "A session was planned.")
    record SessionScheduled(
            SessionId sessionId,
            ProgramId programId,
            Occurred occurred,
            SessionKind kind,
            Instant starts,
            int minutes,
            Modality modality,
            String facilitator,
            @Nullable Integer capacity,
            @Nullable String group,
            @Nullable UnusualLength unusualLength,
            @Nullable Integer policyVersion)
            implements SessionEvent {}

    /**
     * A planned session was called off.
     *
     * @param reason why
     */
    @EventType(name = "session.cancelled", meaning = "A planned session was called off; it is nobody’s absence.")
    record SessionCancelled(SessionId sessionId, ProgramId programId, Occurred occurred, CancellationReason reason)
            implements SessionEvent {}
}
