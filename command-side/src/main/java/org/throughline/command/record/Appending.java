package org.throughline.command.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.util.PSQLException;

/**
 * A group of appends is one statement, so it is one round trip and one transaction: it takes the head row of the log
 * first, which puts all appends of all nodes in one line, then adds their events and claims, and tells whoever listens: the
 * last position, and for each traced command how far before that it ended, how many events it has and in which trace. If
 * any of it fails, the head row is as it was: there is no gap. A clock that is more than a minute ahead of the database's
 * is refused, for all later entries would have to be stamped with its time. So is what goes on from something that is not
 * there, since a node may remember what a restored record has lost, and what relies on a stream that has moved on.
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
                            and not exists (
                                select from unnest(?::uuid[], ?::bigint[]) as b (stream, sequence)
                                where not exists (
                                    select from event e where e.stream = b.stream and e.sequence = b.sequence))
                            and not exists (
                                select from unnest(?::uuid[], ?::bigint[]) as p (stream, sequence)
                                join event e on e.stream = p.stream and e.sequence = p.sequence)
                        returning old.position as before, new.position as last, old.recorded_at as recorded_before),
                    happened as (
                        insert into event
                            (position, event_id, stream, sequence, name, revision, recorded_at, payload, metadata)
                        select head.before + e.place, e.event_id, e.stream, e.sequence, e.name, e.revision,
                            greatest(head.recorded_before, e.recorded_at), e.payload, e.metadata
                        from head, unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[],
                                ?::text[])
                            with ordinality as
                                e (event_id, stream, sequence, name, revision, recorded_at, payload, metadata, place)),
                    released as (
                        delete from claim using unnest(?::text[], ?::text[]) as r (kind, key)
                        where claim.kind = r.kind and claim.key = r.key),
                    taken as (
                        insert into claim (kind, key, request_hash, answer, first_position, last_position)
                        select t.kind, t.key, t.request_hash, t.answer, head.before + t.first, head.before + t.last
                        from head, unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                            as t (kind, key, request_hash, answer, first, last))
                    select before, recorded_before, pg_notify('throughline_log', last || ?::text) from head\
                    """;

    private Appending() {}

    /** Records one append, or finds out why not. */
    static Outcome append(Connection connection, WaitingAppend waiting) throws SQLException {
        try {
            var recorded = record(connection, List.of(waiting));
            return recorded.isEmpty() ? whyNot(connection, waiting.append()) : recorded.getFirst();
        } catch (PSQLException refused) {
            if (UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                return whyNot(connection, waiting.append(), refused);
            }
            throw refused;
        }
    }

    /**
     * Records all of a group; where nothing else is wrong, one after the other would have gone well, too.
     *
     * @return what became of each; empty if nothing is recorded, because the time, the life of the record, or what came
     *     before in a stream is not right for one of them
     * @throws SQLException if one of them cannot be recorded: then none is
     */
    static List<Outcome.Appended> record(Connection connection, List<WaitingAppend> group) throws SQLException {
        var rows = new GroupRows(group);
        try (var statement = connection.prepareStatement(APPEND)) {
            rows.fill(connection, statement);
            try (var row = statement.executeQuery()) {
                return row.next() ? rows.appended(row.getLong(1), row.getString(2)) : List.of();
            }
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
        if (missesWhatCameBefore(connection, append) || reliesOnWhatMovedOn(connection, append)) {
            return new Outcome.Conflict();
        }
        throw new ClockAhead();
    }

    private static boolean missesWhatCameBefore(Connection connection, Append append) throws SQLException {
        var first = append.events().getFirst();
        return first.sequence() > 0 && !exists(connection, first.stream(), first.sequence() - 1);
    }

    private static boolean reliesOnWhatMovedOn(Connection connection, Append append) throws SQLException {
        for (var premise : append.premises()) {
            if (exists(connection, premise.stream(), premise.known())) {
                return true;
            }
        }
        return false;
    }

    private static boolean exists(Connection connection, UUID stream, long sequence) throws SQLException {
        try (var select = connection.prepareStatement("select from event where stream = ? and sequence = ?")) {
            select.setObject(1, stream);
            select.setLong(2, sequence);
            try (var row = select.executeQuery()) {
                return row.next();
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
