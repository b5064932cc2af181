package org.throughline.command.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.throughline.events.storage.RecordedAt;

/** The parameters of the statement that records a group, and what its answer means for each. */
final class GroupRows {
    private record Happened(NewEvent event, String recordedAt) {}

    private record Taken(Claim claim, long first, long last) {}

    /** Where an append begins and ends, counted from the group's begin, and the time it is recorded at unless the record is ahead. */
    private record Member(long first, long last, String recordedAt) {}

    private final @Nullable String life;
    private final List<Happened> events = new ArrayList<>();
    private final List<NewEvent> goingOn = new ArrayList<>();
    private final Map<UUID, Long> premises = new LinkedHashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<Claim.Key> released = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final String latest;
    private final String traces;

    /** Those of a group, all of one life of the record. */
    GroupRows(List<WaitingAppend> group) {
        life = group.getFirst().append().life();
        var recordedAt = "";
        for (var waiting : group) {
            var append = waiting.append();
            var own = RecordedAt.text(append.recordedAt());
            // within a group, too, the time of recording never runs backwards
            recordedAt = own.compareTo(recordedAt) > 0 ? own : recordedAt;
            add(append, recordedAt);
        }
        latest = recordedAt;
        traces = traces(group);
    }

    private void add(Append append, String recordedAt) {
        var first = events.size() + 1L;
        var begin = append.events().getFirst();
        if (begin.sequence() > 0) {
            goingOn.add(begin);
        }
        append.events().forEach(event -> events.add(new Happened(event, recordedAt)));
        append.taken().forEach(claim -> taken.add(new Taken(claim, first, events.size())));
        released.addAll(append.released());
        // who knows least of a stream decides whether all may rely on it
        append.premises().forEach(premise -> premises.merge(premise.stream(), premise.known(), Math::min));
        members.add(new Member(first, events.size(), recordedAt));
    }

    private String traces(List<WaitingAppend> group) {
        var text = new StringBuilder();
        for (int i = 0; i < group.size(); i++) {
            var traceparent = group.get(i).traceparent();
            if (!traceparent.isEmpty()) {
                var member = members.get(i);
                text.append(' ').append(events.size() - member.last);
                text.append(' ').append(member.last - member.first + 1);
                text.append(' ').append(traceparent);
            }
        }
        return text.toString();
    }

    void fill(Connection connection, PreparedStatement statement) throws SQLException {
        statement.setLong(1, events.size());
        statement.setString(2, latest);
        statement.setString(3, latest);
        statement.setString(4, life);
        var columns = new Columns(connection, statement, 5);
        columns.uuids(goingOn, NewEvent::stream);
        columns.longs(goingOn, event -> event.sequence() - 1);
        var reliedOn = List.copyOf(premises.entrySet());
        columns.uuids(reliedOn, Map.Entry::getKey);
        columns.longs(reliedOn, Map.Entry::getValue);
        columns.uuids(events, happened -> happened.event.eventId());
        columns.uuids(events, happened -> happened.event.stream());
        columns.longs(events, happened -> happened.event.sequence());
        columns.texts(events, happened -> happened.event.name());
        columns.ints(events, happened -> happened.event.revision());
        columns.texts(events, Happened::recordedAt);
        columns.texts(events, happened -> happened.event.payload());
        columns.texts(events, happened -> happened.event.metadata());
        columns.texts(released, key -> key.kind().stored());
        columns.texts(released, Claim.Key::key);
        columns.texts(taken, one -> one.claim.kind().stored());
        columns.texts(taken, one -> one.claim.key());
        columns.texts(taken, one -> one.claim.requestHash());
        columns.texts(taken, one -> one.claim.answer());
        columns.longs(taken, Taken::first);
        columns.longs(taken, Taken::last);
        columns.last(traces);
    }

    /** What became of each, told from where the record stood before. */
    List<Outcome.Appended> appended(long before, String recordedBefore) {
        return members.stream()
                .map(member -> new Outcome.Appended(
                        before + member.first,
                        before + member.last,
                        member.recordedAt.compareTo(recordedBefore) > 0 ? member.recordedAt : recordedBefore))
                .toList();
    }

    /** Sets one array parameter after the other. */
    private static final class Columns {
        private final PGConnection driver;
        private final PreparedStatement statement;
        private int next;

        Columns(Connection connection, PreparedStatement statement, int first) throws SQLException {
            this.driver = connection.unwrap(PGConnection.class);
            this.statement = statement;
            this.next = first;
        }

        <T> void uuids(List<T> rows, Function<T, UUID> value) throws SQLException {
            set("uuid", rows.stream().map(value).toArray(UUID[]::new));
        }

        <T> void longs(List<T> rows, ToLongFunction<T> value) throws SQLException {
            set("bigint", rows.stream().mapToLong(value).toArray());
        }

        <T> void ints(List<T> rows, ToIntFunction<T> value) throws SQLException {
            set("int", rows.stream().mapToInt(value).toArray());
        }

        <T> void texts(List<T> rows, Function<T, @Nullable String> value) throws SQLException {
            set("text", rows.stream().map(value).toArray(String[]::new));
        }

        /** The driver sends arrays of texts and numbers as they are; others it writes as one text, each quotation mark escaped. */
        private void set(String type, Object values) throws SQLException {
            statement.setArray(next++, driver.createArrayOf(type, values));
        }

        void last(String value) throws SQLException {
            statement.setString(next, value);
        }
    }
}
