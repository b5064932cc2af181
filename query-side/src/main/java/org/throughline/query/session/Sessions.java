package org.throughline.query.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionId;

/** Reads sessions. */
@Component
public class Sessions {
    /**
     * One session.
     *
     * @param kind the code of its kind
     * @param zone where its day is counted
     * @param facilitator who leads it, by an opaque id
     * @param group the standing group it belongs to
     * @param cancelledReason why it was called off, if it was
     */
    public record Planned(
            SessionId session,
            ProgramId program,
            String kind,
            Instant starts,
            ZoneId zone,
            int minutes,
            String modality,
            String facilitator,
            @Nullable Integer capacity,
            @Nullable String group,
            @Nullable Instant cancelledAt,
            @Nullable String cancelledReason) {}

    private final JdbcClient views;

    Sessions(@Qualifier("views") JdbcClient views) {
        this.views = views;
    }

    /** A session. */
    public Optional<Planned> of(SessionId session) {
        return views.sql("select * from session.session where session = ?")
                .param(session.value())
                .query((row, _) -> planned(row))
                .optional();
    }

    /** The sessions of some programs that begin from one moment until before another; a thousand at most. */
    public List<Planned> between(Collection<ProgramId> programs, Instant from, Instant until) {
        return views.sql("""
                        select * from session.session
                        where program = any (?::uuid[]) and starts >= ? and starts < ? order by starts, session limit 1000""")
                .params(
                        programs.stream().map(ProgramId::toString).toArray(String[]::new),
                        from.atOffset(ZoneOffset.UTC),
                        until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> planned(row))
                .list();
    }

    private static Planned planned(ResultSet row) throws SQLException {
        var cancelledAt = row.getObject("cancelled_at", OffsetDateTime.class);
        return new Planned(
                new SessionId(row.getObject("session", UUID.class)),
                new ProgramId(row.getObject("program", UUID.class)),
                row.getString("kind"),
                row.getObject("starts", OffsetDateTime.class).toInstant(),
                ZoneId.of(row.getString("zone")),
                row.getInt("minutes"),
                row.getString("modality"),
                row.getString("facilitator"),
                row.getObject("capacity", Integer.class),
                row.getString("standing_group"),
                cancelledAt == null ? null : cancelledAt.toInstant(),
                row.getString("cancelled_reason"));
    }
}
