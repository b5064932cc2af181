package org.throughline.benchmarks;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientId;
import org.throughline.events.storage.StoredEvent;
import tools.jackson.databind.json.JsonMapper;

/** A large record, made from a journey that was recorded: the same events with other ids, put there in bulk. */
final class Stored {
    private static final int SIDE_BY_SIDE = 50;
    private static final int PAGE = 10_000;
    private static final Pattern IDS = Pattern.compile("\"(patientId|journeyId|entryId)\":\"([^\"]+)\"");

    private final Installation installation;
    private final List<StoredEvent> journey;

    Stored(Installation installation, List<StoredEvent> journey) {
        this.installation = installation;
        this.journey = journey;
    }

    /** One of its events. */
    StoredEvent example() {
        return journey.getLast();
    }

    /** Adds so many journeys, some of them at the same time, and says how far the record goes then. */
    long add(int journeys) throws SQLException {
        try (var connection = installation.recordAsOwner()) {
            var position = installation.log().head();
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy event from stdin");
            for (int done = 0; done < journeys; done += SIDE_BY_SIDE) {
                position = write(copy, position, Math.min(SIDE_BY_SIDE, journeys - done));
            }
            copy.endCopy();
            try (var statement = connection.createStatement()) {
                // as a record that has stood there for a while
                statement.execute("vacuum (analyze) event");
                statement.execute("update log_head set position = " + position);
                statement.execute("select pg_notify('throughline_log', '" + position + "')");
            }
            return position;
        }
    }

    private long write(CopyIn copy, long after, int together) throws SQLException {
        var position = after;
        var ids = new ArrayList<Map<String, String>>();
        for (int i = 0; i < together; i++) {
            ids.add(new HashMap<>());
        }
        var text = new StringBuilder();
        for (var event : journey) {
            for (var own : ids) {
                line(++position, event, own, text);
            }
        }
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        return position;
    }

    private void line(long position, StoredEvent event, Map<String, String> ids, StringBuilder text) {
        var id = Clinic.id();
        var stream = other(event.stream().toString(), ids);
        text.append(position).append('\t').append(id).append('\t').append(stream);
        text.append('\t').append(event.sequence()).append('\t').append(event.name());
        text.append('\t').append(event.revision()).append('\t').append(event.recordedAt());
        text.append('\t').append(payload(event, id, stream, ids).replace("\\", "\\\\"));
        text.append('\t').append(event.metadata()).append('\n');
    }

    private static String other(String id, Map<String, String> ids) {
        return ids.computeIfAbsent(id, ignored -> Clinic.id().toString());
    }

    /** Names are sealed anew, since they are read; notes stay as they were sealed, and nobody opens them here. */
    private String payload(StoredEvent event, UUID id, String stream, Map<String, String> ids) {
        if (installation.codec().open(event, installation.keys()) instanceof PatientRegistered known) {
            var patient = new PatientRegistered(
                    new PatientId(UUID.fromString(stream)),
                    known.programId(),
                    known.occurred(),
                    known.name(),
                    known.birthDate(),
                    known.birthDateAssumed(),
                    known.contact(),
                    known.identifiers());
            return installation.codec().write(patient, id, installation.keys());
        }
        return IDS.matcher(event.payload())
                .replaceAll(found -> "\"" + found.group(1) + "\":\"" + other(found.group(2), ids) + "\"");
    }

    /** How many events a second are read in keyset pages, with Jackson reading their payload. */
    double scan() throws SQLException {
        var json = JsonMapper.builder().build();
        var began = System.nanoTime();
        var read = 0L;
        try (var connection = installation.recordAsCommandSide();
                var select = connection.prepareStatement("""
                    select position, event_id, stream, sequence, name, revision, recorded_at, payload, metadata
                    from event where position > ? order by position limit ?""")) {
            for (var page = page(select, read, json); page > 0; page = page(select, read, json)) {
                read += page;
            }
        }
        return read / ((System.nanoTime() - began) / 1e9);
    }

    private static int page(PreparedStatement select, long after, JsonMapper json) throws SQLException {
        select.setLong(1, after);
        select.setInt(2, PAGE);
        var count = 0;
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                for (int column = 1; column <= 7; column++) {
                    rows.getObject(column);
                }
                json.readTree(rows.getString(8));
                rows.getString(9);
                count++;
            }
        }
        return count;
    }
}
