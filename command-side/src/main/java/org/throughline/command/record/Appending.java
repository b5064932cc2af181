package org.throughline.command.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.throughline.events.storage.RecordedAt;

/**
 * An append is one statement, so it is one round trip and one transaction: it takes the head row of the log first, which
 * puts all appends of all nodes in one line, then adds its events and claims, and tells whoever listens: the last
 * position, and for a traced command how many events there are and in which trace. If any of it fails, the head row is as
 * it was: there is no gap. A clock that is more than a minute ahead of the database's is refused,
 * for all later entries would have to be stamped with its time. So is what goes on from something that is not there: a
 * node may remember what a restored record has lost.
 */
final class Appending {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String ONCE_PER_SEQUENCE = "event_next_in_stream";

    private static final String LIFE = "store_id || ' ' || extract(epoch from pg_postmaster_start_time())";

    private static final String APPEND = """
                    with head as (
                        update log_head set position = position + ?, recorded_at = greatest(recorded_at, ?)
                        where ? <= to_char((clock_timestamp() + interval '1 minute') at time zone 'UTC',
                                'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') collate "C"
                            and coalesce(? =\
                    """ + LIFE + """
                    , true)
                            and (?::bigint = 0 or exists (
                                select from event where stream = ?::uuid and sequence = ?::bigint - 1))
                        returning old.position as before, new.position as last, new.recorded_at),
                    happened as (
                        insert into event
                            (position, event_id, stream, sequence, name, revision, recorded_at, payload, metadata)
                        select head.before + e.place, e.event_id, e.stream, e.sequence, e.name, e.revision,
                            head.recorded_at, e.payload, e.metadata
                        from head, unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[])
                            with ordinality as e (event_id, stream, sequence, name, revision, payload, metadata, place)),
                    released as (
                        delete from claim using unnest(?::text[], ?::text[]) as r (kind, key)
                        where claim.kind = r.kind and claim.key = r.key),
                    taken as (
                        insert into claim (kind, key, request_hash, answer, first_position, last_position)
                        select t.kind, t.key, t.request_hash, t.answer, head.before + 1, head.last
                        from head, unnest(?::text[], ?::text[], ?::text[], ?::text[])
                            as t (kind, key, request_hash, answer))
                    select before + 1, last, recorded_at, pg_notify('throughline_log', last || ?::text) from head\
                    """;

    private Appending() {}

    static Outcome append(Connection connection, Append append, String traceparent) throws SQLException {
        try (var statement = connection.prepareStatement(APPEND)) {
            fill(connection, statement, append, traceparent);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return whyNot(connection, append);
                }
                return new Outcome.Appended(row.getLong(1), row.getLong(2), row.getString(3));
            }
        } catch (PSQLException refused) {
            if (UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                return whyNot(connection, append, refused);
            }
            throw refused;
        }
    }

    private static void fill(Connection connection, PreparedStatement statement, Append append, String traceparent)
            throws SQLException {
        var events = append.events();
        var taken = append.taken();
        var released = append.released();
        var recordedAt = RecordedAt.text(append.recordedAt());
        var first = events.getFirst();
        statement.setLong(1, events.size());
        statement.setString(2, recordedAt);
        statement.setString(3, recordedAt);
        statement.setString(4, append.life());
        statement.setLong(5, first.sequence());
        statement.setObject(6, first.stream());
        statement.setLong(7, first.sequence());
        var columns = new Columns(connection, statement, 8);
        columns.add("uuid", events, NewEvent::eventId);
        columns.add("uuid", events, NewEvent::stream);
        columns.add("bigint", events, NewEvent::sequence);
        columns.add("text", events, NewEvent::name);
        columns.add("int", events, NewEvent::revision);
        columns.add("text", events, NewEvent::payload);
        columns.add("text", events, NewEvent::metadata);
        columns.add("text", released, claim -> claim.kind().stored());
        columns.add("text", released, Claim.Key::key);
        columns.add("text", taken, claim -> claim.kind().stored());
        columns.add("text", taken, Claim::key);
        columns.add("text", taken, Claim::requestHash);
        columns.add("text", taken, Claim::answer);
        columns.last(traceparent.isEmpty() ? "" : " " + events.size() + " " + traceparent);
    }

    /** Sets one array parameter after the other. */
    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private int next;

        Columns(Connection connection, PreparedStatement statement, int first) {
            this.connection = connection;
            this.statement = statement;
            this.next = first;
        }

        <T> void add(String type, List<T> rows, Function<T, @Nullable Object> value) throws SQLException {
            var values = rows.stream().map(value).toArray();
            statement.setArray(next++, connection.createArrayOf(type, values));
        }

        void last(String value) throws SQLException {
            statement.setString(next, value);
        }
    }

    /**
     * Nothing was wrong with the rows. In another life of the record a repeated command may be known all the same, as after
     * a mere restart.
     */
    private static Outcome whyNot(Connection connection, Append append) throws SQLException {
        var taken = taken(connection, append);
        if (taken.isPresent()) {
            return taken.get();
        }
        if (append.life() != null && !append.life().equals(life(connection))) {
            return new Outcome.DecidedBefore();
        }
        if (missesWhatCameBefore(connection, append)) {
            return new Outcome.Conflict();
        }
        throw new ClockAhead();
    }

    private static boolean missesWhatCameBefore(Connection connection, Append append) throws SQLException {
        var first = append.events().getFirst();
        try (var select = connection.prepareStatement("select from event where stream = ? and sequence = ?")) {
            select.setObject(1, first.stream());
            select.setLong(2, first.sequence() - 1);
            try (var row = select.executeQuery()) {
                return first.sequence() > 0 && !row.next();
            }
        }
    }

    /** A repeated command is told as such even if its stream has moved on meanwhile, so the claims are asked first. */
    private static Outcome whyNot(Connection connection, Append append, PSQLException refused) throws SQLException {
        var taken = taken(connection, append);
        if (taken.isPresent()) {
            return taken.get();
        }
        var error = refused.getServerErrorMessage();
        if (error != null && ONCE_PER_SEQUENCE.equals(error.getConstraint())) {
            return new Outcome.Conflict();
        }
        throw refused;
    }

    private static Optional<Outcome> taken(Connection connection, Append append) throws SQLException {
        for (var claim : append.taken()) {
            var held = JdbcRecordLog.held(connection, claim.id());
            if (held.isPresent() && !append.released().contains(claim.id())) {
                return held.map(Outcome.Taken::new);
            }
        }
        return Optional.empty();
    }

    /** See {@link RecordLog#life}. */
    static String life(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select " + LIFE + " from log_head");
                var row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
