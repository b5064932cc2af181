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
import org.jspecify.annotations.Nullable;
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
        columns.add("uuid", goingOn, NewEvent::stream);
        columns.add("bigint", goingOn, event -> event.sequence() - 1);
        var reliedOn = List.copyOf(premises.entrySet());
        columns.add("uuid", reliedOn, Map.Entry::getKey);
        columns.add("bigint", reliedOn, Map.Entry::getValue);
        columns.add("uuid", events, happened -> happened.event.eventId());
        columns.add("uuid", events, happened -> happened.event.stream());
        columns.add("bigint", events, happened -> happened.event.sequence());
        columns.add("text", events, happened -> happened.event.name());
        columns.add("int", events, happened -> happened.event.revision());
        columns.add("text", events, Happened::recordedAt);
        columns.add("text", events, happened -> happened.event.payload());
        columns.add("text", events, happened -> happened.event.metadata());
        columns.add("text", released, key -> key.kind().stored());
        columns.add("text", released, Claim.Key::key);
        columns.add("text", taken, one -> one.claim.kind().stored());
        columns.add("text", taken, one -> one.claim.key());
        columns.add("text", taken, one -> one.claim.requestHash());
        columns.add("text", taken, one -> one.claim.answer());
        columns.add("bigint", taken, Taken::first);
        columns.add("bigint", taken, Taken::last);
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
}
