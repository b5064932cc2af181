package org.throughline.query.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.throughline.events.SessionEvent;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Rows;

/** Keeps {@code session}: one row a session. */
@Component
final class SessionProjection implements Projection {
    @Override
    public String name() {
        return "session";
    }

    @Override
    public boolean handles(String eventName) {
        return eventName.startsWith("session.");
    }

    @Override
    public void apply(List<RecordedEvent> events, Connection views) throws SQLException {
        var scheduled = new Rows(
                "session uuid",
                "version bigint",
                "program uuid",
                "kind text",
                "starts timestamptz",
                "zone text",
                "minutes int",
                "modality text",
                "facilitator text",
                "capacity int",
                "standing_group text",
                "unusual_length text");
        var cancelled = new Rows("session uuid", "version bigint", "cancelled_at timestamptz", "cancelled_reason text");
        for (var recorded : events) {
            if (recorded.event() instanceof SessionEvent event) {
                var version = recorded.stored().sequence();
                switch (event) {
                    case SessionScheduled e -> {
                        var unusual = e.unusualLength();
                        scheduled.add(
                                e.sessionId(),
                                version,
                                e.programId(),
                                e.kind().code(),
                                e.starts(),
                                e.occurred().zone(),
                                e.minutes(),
                                e.modality().code(),
                                e.facilitator(),
                                e.capacity(),
                                e.group(),
                                unusual == null ? null : unusual.code());
                    }
                    case SessionCancelled e ->
                        cancelled.add(
                                e.sessionId(),
                                version,
                                e.occurred().at(),
                                e.reason().code());
                }
            }
        }
        scheduled.insert(views, "session");
        cancelled.run(views, """
                update session s set version = r.version, cancelled_at = r.cancelled_at,
                    cancelled_reason = r.cancelled_reason
                from {rows} where s.session = r.session and s.version < r.version
                """);
    }
}
