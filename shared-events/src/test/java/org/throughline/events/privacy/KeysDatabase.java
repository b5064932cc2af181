package org.throughline.events.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.TestDatabases;

/** A key store's database as its migration leaves it. */
final class KeysDatabase implements AutoCloseable {
    private final TestDatabase database = TestDatabases.fresh("keys", "key store", KeysDatabase::migrate);

    private static void migrate(TestDatabase database) {
        try (var script = KeysDatabase.class.getResourceAsStream("/db/keys/V1__data_key.sql")) {
            if (script == null) {
                throw new IllegalStateException("the migration is not there");
            }
            run(database, Role.OWNER, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(TestDatabase database, Role role, String sql) throws SQLException {
        try (var connection = database.as(role).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void run(Role role, String sql) throws SQLException {
        run(database, role, sql);
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
