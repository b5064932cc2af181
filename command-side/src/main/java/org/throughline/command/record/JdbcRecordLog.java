package org.throughline.command.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.throughline.command.trace.Steps;
import org.throughline.events.PatientId;
import org.throughline.events.SessionId;
import org.throughline.events.storage.StoredEvent;

/** The record on PostgreSQL. */
public final class JdbcRecordLog implements RecordLog {
    private static final String EVENTS = "select position, event_id, stream, sequence, name, revision, recorded_at,"
            + " payload, metadata from event ";

    private final DataSource record;
    private final Steps steps;
    private final Writing writing;

    /** The record in a database; its connections must be in autocommit mode. */
    public JdbcRecordLog(DataSource record) {
        this(record, Steps.UNTOLD);
    }

    /** The same, whose readers go on with the trace of whoever appends. */
    public JdbcRecordLog(DataSource record, Steps steps) {
        this.record = record;
        this.steps = steps;
        this.writing = new Writing(record);
    }

    @Override
    public List<Outcome> append(List<Append> waiting) {
        return steps.append(() -> {
            var traceparent = steps.traceparent();
            var appends = waiting.stream()
                    .map(append -> new WaitingAppend(append, traceparent))
                    .toList();
            writing.write(appends);
            return appends.stream().map(WaitingAppend::outcome).toList();
        });
    }

    @Override
    public List<StoredEvent> stream(UUID stream, long fromSequence) {
        return events("where stream = ? and sequence >= ? order by sequence", select -> {
            select.setObject(1, stream);
            select.setLong(2, fromSequence);
        });
    }

    @Override
    public Map<UUID, List<StoredEvent>> streams(Collection<UUID> streams) {
        return events(
                        "where stream = any(?) order by stream, sequence",
                        select -> select.setArray(1, select.getConnection().createArrayOf("uuid", streams.toArray())))
                .stream()
                .collect(Collectors.groupingBy(StoredEvent::stream));
    }

    @Override
    public List<UUID> journeysOf(PatientId patient) {
        return journeys("""
                select stream from event
                where name = 'journey.enrolled' and (payload::json ->> 'patientId') = ? order by position\
                """, patient.toString());
    }

    @Override
    public List<UUID> journeysAt(SessionId session) {
        return journeys("""
                  select stream from event
                  where name in ('journey.session-attended', 'journey.session-missed')
                    and (payload::json ->> 'sessionId') = ? order by position\
                  """, session.toString());
    }

    private List<UUID> journeys(String query, String id) {
        return ask(connection -> {
            try (var select = connection.prepareStatement(query)) {
                select.setString(1, id);
                try (var rows = select.executeQuery()) {
                    var journeys = new LinkedHashSet<UUID>();
                    while (rows.next()) {
                        journeys.add(rows.getObject(1, UUID.class));
                    }
                    return List.copyOf(journeys);
                }
            }
        });
    }

    @Override
    public OptionalLong lastSequence(UUID stream) {
        return ask(connection -> {
            try (var select = connection.prepareStatement("select max(sequence) from event where stream = ?")) {
                select.setObject(1, stream);
                try (var row = select.executeQuery()) {
                    row.next();
                    var last = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(last);
                }
            }
        });
    }

    @Override
    public List<StoredEvent> after(long position, int atMost) {
        return events("where position > ? order by position limit ?", select -> {
            select.setLong(1, position);
            select.setInt(2, atMost);
        });
    }

    @Override
    public List<StoredEvent> erasures() {
        return events("where name = 'patient.personal-data-erased' order by position", select -> {});
    }

    @Override
    public long head() {
        return ask(connection -> {
            try (var select = connection.prepareStatement("select position from log_head");
                    var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public String life() {
        return ask(Appending::life);
    }

    @Override
    public Optional<HeldClaim> claim(Claim.Key key) {
        return ask(connection -> held(connection, key));
    }

    static Optional<HeldClaim> held(Connection connection, Claim.Key key) throws SQLException {
        try (var select = connection.prepareStatement("""
            select request_hash, answer, first_position, last_position from claim where kind = ? and key = ?\
            """)) {
            select.setString(1, key.kind().stored());
            select.setString(2, key.key());
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new HeldClaim(
                                new Claim(key.kind(), key.key(), row.getString(1), row.getString(2)),
                                row.getLong(3),
                                row.getLong(4)))
                        : Optional.empty();
            }
        }
    }

    @Override
    public List<HeldClaim> claims(Claim.Kind kind) {
        return ask(connection -> {
            try (var select = connection.prepareStatement("""
                select key, request_hash, answer, first_position, last_position from claim where kind = ?\
                """)) {
                select.setString(1, kind.stored());
                try (var rows = select.executeQuery()) {
                    var claims = new ArrayList<HeldClaim>();
                    while (rows.next()) {
                        claims.add(new HeldClaim(
                                new Claim(kind, rows.getString(1), rows.getString(2), rows.getString(3)),
                                rows.getLong(4),
                                rows.getLong(5)));
                    }
                    return claims;
                }
            }
        });
    }

    @Override
    public boolean replaceClaims(Claim.Kind kind, List<HeldClaim> claims, long asOf) {
        return ask(connection -> {
            try (var delete = connection.prepareStatement("delete from claim where kind = ?");
                    var insert = connection.prepareStatement("insert into claim values (?, ?, ?, ?, ?, ?)")) {
                connection.setAutoCommit(false);
                var current = isHead(connection, asOf);
                if (current) {
                    delete.setString(1, kind.stored());
                    delete.executeUpdate();
                    for (var held : claims) {
                        insert.setString(1, kind.stored());
                        insert.setString(2, held.claim().key());
                        insert.setString(3, held.claim().requestHash());
                        insert.setString(4, held.claim().answer());
                        insert.setLong(5, held.firstPosition());
                        insert.setLong(6, held.lastPosition());
                        insert.addBatch();
                    }
                    insert.executeBatch();
                }
                connection.commit();
                return current;
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        });
    }

    /** Whether a position is the last; while the transaction is open, it stays so. */
    private static boolean isHead(Connection connection, long position) throws SQLException {
        try (var select = connection.prepareStatement("select position from log_head for update");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1) == position;
        }
    }

    private interface Parameters {
        void set(PreparedStatement select) throws SQLException;
    }

    private List<StoredEvent> events(String which, Parameters parameters) {
        return ask(connection -> {
            try (var select = connection.prepareStatement(EVENTS + which)) {
                parameters.set(select);
                try (var rows = select.executeQuery()) {
                    var events = new ArrayList<StoredEvent>();
                    while (rows.next()) {
                        events.add(event(rows));
                    }
                    return events;
                }
            }
        });
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try (var connection = record.getConnection()) {
            return question.ask(connection);
        } catch (SQLException unanswered) {
            throw failure(unanswered);
        }
    }

    static RuntimeException failure(SQLException unanswered) {
        return wrong(unanswered)
                ? new IllegalStateException("The record refused", unanswered)
                : new RecordUnavailable(unanswered);
    }

    /** Whether the database understood and refused: data, integrity or syntax. Asking again would not help. */
    static boolean wrong(SQLException answer) {
        var state = answer.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
    }
}
