package org.throughline.query.session;

import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.throughline.events.SessionEvent;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionEvent.SessionScheduled;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Rows;
import org.throughline.query.feed.Tables;

/** Keeps {@code session}: one row a session. */
@Component
final class SessionProjection implements Projection {
    private static final Rows.Columns SCHEDULED = new Rows.Columns(
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
    private static final Rows.Columns CANCELLED =
            new Rows.Columns("session uuid", "version bigint", "cancelled_at timestamptz", "cancelled_reason text");

    @Override
    public String name() {
        return "session";
    }

    @Override
    public boolean handles(String eventName) {
        return eventName.startsWith("session.");
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        var scheduled = new Rows(SCHEDULED);
        var cancelled = new Rows(CANCELLED);
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
        scheduled.insert(tables, "session");
        cancelled.run(tables, """
                update {session} s set version = r.version, cancelled_at = r.cancelled_at,
                    cancelled_reason = r.cancelled_reason
                from {rows} where s.session = r.session and s.version < r.version
                """);
    }
}
