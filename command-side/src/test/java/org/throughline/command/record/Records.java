package org.throughline.command.record;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.throughline.command.Databases;
import org.throughline.events.storage.StoredEvent;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.TestDatabases;

/** Records for tests, and the plainest events to put into them. */
public final class Records {
    /** When the tests take place. */
    public static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private Records() {}

    /** An empty record of its own. */
    public static TestDatabase fresh() {
        return TestDatabases.fresh(
                "record", "command-side record", template -> Databases.migrateRecord(template.as(Role.OWNER)));
    }

    static NewEvent event(UUID stream, long sequence) {
        return new NewEvent(UUID.randomUUID(), stream, sequence, "program.published", 1, "{\"a\":1}", "{\"b\":2}");
    }

    static Append at(Instant recordedAt, NewEvent... events) {
        return new Append(recordedAt, Arrays.asList(events));
    }

    static Append append(NewEvent... events) {
        return at(NOON, events);
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static NewEvent asWritten(StoredEvent event) {
        return new NewEvent(
                event.eventId(),
                event.stream(),
                event.sequence(),
                event.name(),
                event.revision(),
                event.payload(),
                event.metadata());
    }
}
