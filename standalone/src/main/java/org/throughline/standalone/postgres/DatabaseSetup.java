package org.throughline.standalone.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Creates the login roles and databases that are missing; the tables are made by the migrations. */
final class DatabaseSetup {

    static final List<String> DATABASES = List.of("record", "keys", "views");

    private DatabaseSetup() {}

    static void complete(String url, Secrets secrets) {
        var superuser = secrets.superuser();
        try (var connection = DriverManager.getConnection(url, superuser.user(), superuser.password());
                var statement = connection.createStatement()) {
            for (Login login : List.of(secrets.owner(), secrets.command(), secrets.query())) {
                createRole(statement, login);
            }
            for (String database : DATABASES) {
                createDatabase(statement, database, secrets);
            }
        } catch (SQLException e) {
            throw new StartProblem(
                    "The databases could not be made ready: " + e.getMessage(),
                    "If " + Secrets.FILE + " or the data were put back from a backup, both must be of the same one.",
                    e);
        }
    }

    private static void createRole(Statement statement, Login login) throws SQLException {
        if (isMissing(statement, "select from pg_roles where rolname = '" + login.user() + "'")) {
            statement.execute("create role " + login.user() + " login password '" + login.password() + "'");
        }
    }

    private static void createDatabase(Statement statement, String name, Secrets secrets) throws SQLException {
        if (isMissing(statement, "select from pg_database where datname = '" + name + "'")) {
            statement.execute("create database " + name + " template template0 owner " + secrets.owner());
        }
        statement.execute("revoke all on database " + name + " from public");
        statement.execute(
                "grant connect, temporary on database " + name + " to " + secrets.command() + ", " + secrets.query());
    }

    private static boolean isMissing(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }
}
